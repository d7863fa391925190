"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type Ref, useId, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { Menu, MenuItem } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { type AlertKind, alertKinds } from "#server/domain/alerts/alert.ts";
import { defaultRule } from "#server/domain/alerts/default-rules.ts";
import { draftRule, type RuleDraft } from "./rule-draft.ts";
import { RuleForm } from "./rule-form.tsx";
import { RuleRow } from "./rule-row.tsx";
import { useRuleChanges } from "./use-rule-changes.ts";

/** Every rule of the account; further ones of a kind may stand beside the first. */
export function RulesCard() {
  const t = useMessages();
  const trpc = useTRPC();
  const managing = useCanManage();
  const { data: rules } = useSuspenseQuery(trpc.alerts.rules.queryOptions());
  const { data: snoozes } = useSuspenseQuery(trpc.alerts.snoozes.queryOptions());
  const geofences = useQuery(trpc.geofences.list.queryOptions()).data ?? [];
  const [open, setOpen] = useState<{ ruleId: number } | { newOf: AlertKind } | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const closeNew = () => {
    setOpen(null);
    addButton.current?.focus();
  };
  return (
    <Card aria-label={t("alerts.rules.title")}>
      <CardHeader
        title={t("alerts.rules.title")}
        hint={t(managing ? "alerts.rules.hint" : "alerts.rules.hintOther")}
        actions={managing ? <AddRule ref={addButton} onAdd={(newOf) => setOpen({ newOf })} /> : null}
      />
      {open && "newOf" in open ? <NewRule key={open.newOf} kind={open.newOf} onClose={closeNew} /> : null}
      <ul aria-label={t("alerts.rules.title")} className="divide-y divide-line border-t border-line">
        {rules.map((rule) => (
          <Rule
            key={rule.id}
            rule={rule}
            snoozes={snoozes.filter(({ ruleId }) => ruleId === rule.id)}
            nameGeofence={(id) => geofences.find((geofence) => geofence.id === id)?.name ?? null}
            managing={managing}
            open={open !== null && "ruleId" in open && open.ruleId === rule.id}
            onOpen={(opens) => setOpen(opens ? { ruleId: rule.id } : null)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface AddRuleProps {
  ref: Ref<HTMLButtonElement>;
  onAdd: (kind: AlertKind) => void;
}

function AddRule({ ref, onAdd }: AddRuleProps) {
  const t = useMessages();
  return (
    <Menu
      trigger={
        <Button ref={ref} size="sm" icon={<Plus aria-hidden="true" />}>
          {t("alerts.rules.add")}
        </Button>
      }
    >
      {alertKinds.map((kind) => (
        <MenuItem key={kind} onSelect={() => onAdd(kind)}>
          {t(`alerts.kinds.${kind}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** A rule that is stored when its form is saved, and not before. */
function NewRule({ kind, onClose }: { kind: AlertKind; onClose: () => void }) {
  const t = useMessages();
  const toast = useToast();
  const titleId = useId();
  const { create } = useRuleChanges();
  const onSuccess = () => {
    toast(t("common.saved"));
    onClose();
  };
  return (
    <section aria-labelledby={titleId} className="border-t border-line">
      <h3 id={titleId} className="bg-surface px-4 pt-4 font-medium">
        {t("alerts.rules.newRule", { kind: t(`alerts.kinds.${kind}`) })}
      </h3>
      <RuleForm
        kind={kind}
        initial={draftRule(defaultRule(kind))}
        busy={create.isPending}
        onSave={(draft) => create.mutate({ kind, ...draft }, { onSuccess })}
        onCancel={onClose}
      />
    </section>
  );
}

interface RuleProps extends Omit<Parameters<typeof RuleRow>[0], "actions" | "children"> {
  managing: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
}

function Rule({ managing, open, onOpen, ...row }: RuleProps) {
  const t = useMessages();
  const toast = useToast();
  const { change, remove } = useRuleChanges();
  if (!managing) return <RuleRow {...row} />;
  const { rule } = row;
  const store = (changes: { enabled: boolean } | RuleDraft, after?: () => void) =>
    change.mutate(
      { ...changes, ruleId: rule.id },
      {
        onSuccess: () => {
          toast(t("common.saved"));
          after?.();
        },
      },
    );
  // What was asked for is shown at once.
  const enabled = change.isPending ? (change.variables.enabled ?? rule.enabled) : rule.enabled;
  const actions = {
    open,
    busy: change.isPending || remove.isPending,
    onSwitch: (on: boolean) => store({ enabled: on }),
    onEdit: () => onOpen(!open),
    onRemove: () => remove.mutate({ ruleId: rule.id }),
  };
  return (
    <RuleRow {...row} rule={{ ...rule, enabled }} actions={actions}>
      {open ? (
        <RuleForm
          kind={rule.kind}
          initial={draftRule(rule)}
          busy={change.isPending}
          onSave={(draft) => store(draft, () => onOpen(false))}
          onCancel={() => onOpen(false)}
          className="border-t border-line"
        />
      ) : null}
    </RuleRow>
  );
}
