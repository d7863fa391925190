"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { alertKinds } from "#server/domain/alerts/alert.ts";
import { useMessages } from "../messages/use-messages.ts";
import { useCanManage } from "../shell/use-role.ts";
import { useTRPC } from "../trpc.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { useToast } from "../ui/toast.tsx";
import type { RuleDraft } from "./rule-draft.ts";
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
  const [openId, setOpenId] = useState<number | null>(null);
  return (
    <Card aria-label={t("alerts.rules.title")}>
      <CardHeader
        title={t("alerts.rules.title")}
        hint={t(managing ? "alerts.rules.hint" : "alerts.rules.hintOther")}
        actions={managing ? <AddRule onAdded={setOpenId} /> : null}
      />
      <ul aria-label={t("alerts.rules.title")} className="divide-y divide-line border-t border-line">
        {rules.map((rule) => (
          <Rule
            key={rule.id}
            rule={rule}
            snoozes={snoozes.filter(({ ruleId }) => ruleId === rule.id)}
            nameGeofence={(id) => geofences.find((geofence) => geofence.id === id)?.name ?? null}
            managing={managing}
            open={rule.id === openId}
            onOpen={(open) => setOpenId(open ? rule.id : null)}
          />
        ))}
      </ul>
    </Card>
  );
}

function AddRule({ onAdded }: { onAdded: (ruleId: number) => void }) {
  const t = useMessages();
  const { create } = useRuleChanges();
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Plus aria-hidden="true" />} busy={create.isPending}>
          {t("alerts.rules.add")}
        </Button>
      }
    >
      {alertKinds.map((kind) => (
        <MenuItem key={kind} onSelect={() => create.mutate({ kind }, { onSuccess: ({ id }) => onAdded(id) })}>
          {t(`alerts.kinds.${kind}`)}
        </MenuItem>
      ))}
    </Menu>
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
          rule={rule}
          busy={change.isPending}
          onSave={(draft) => store(draft, () => onOpen(false))}
          onCancel={() => onOpen(false)}
        />
      ) : null}
    </RuleRow>
  );
}
