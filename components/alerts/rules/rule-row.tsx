"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Switch } from "#components/ui/forms/switch.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { type AlertRule, sayRule, sayRuleFacts } from "./rule-text.ts";

export type Snooze = RouterOutputs["alerts"]["snoozes"][number];

interface Props {
  rule: AlertRule;
  snoozes: readonly Snooze[];
  nameGeofence: (id: number) => string | null;
  /** Left out for people who may only look. */
  actions?: {
    open: boolean;
    busy: boolean;
    onSwitch: (enabled: boolean) => void;
    onEdit: () => void;
    onRemove: () => void;
  };
  /** The form, while the rule is being changed. */
  children?: ReactNode;
}

/** One rule: whether it is on, when it raises what, and how people are notified. */
export function RuleRow({ rule, snoozes, nameGeofence, actions, children }: Props) {
  const t = useMessages();
  const format = useFormat();
  const formId = useId();
  const editButton = useFocusAfterClosing(actions?.open ?? false);
  const name = t(`alerts.kinds.${rule.kind}`);
  const text = sayRule({ t, format, nameGeofence }, rule);
  return (
    <li id={`rule-${rule.id}`} className="scroll-mt-4 target:bg-accent-soft/50">
      <div className="flex items-start gap-3 px-4 py-3">
        {actions ? (
          <Switch
            label={t("alerts.rules.switch", { name, text })}
            checked={rule.enabled}
            disabled={actions.busy}
            onChange={(event) => actions.onSwitch(event.target.checked)}
            className="mt-0.5"
          />
        ) : null}
        <div className={cx("min-w-0 flex-1", !rule.enabled && "text-muted")}>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{name}</span>
            <SeverityBadge rule={rule} />
          </p>
          <p className="text-sm text-pretty text-muted">{text}</p>
          <RuleFacts rule={rule} />
          {snoozes.map((snooze) => (
            <SnoozeLine key={snooze.id} snooze={snooze} endable={actions !== undefined} />
          ))}
        </div>
        {actions ? (
          <div className="-my-1 flex shrink-0">
            <IconButton
              ref={editButton}
              label={t("alerts.rules.edit", { name, text })}
              title={t("alerts.rules.editShort")}
              icon={<Pencil aria-hidden="true" />}
              aria-expanded={actions.open}
              aria-controls={formId}
              onClick={actions.onEdit}
            />
            <IconButton
              label={t("alerts.rules.remove", { name, text })}
              title={t("alerts.rules.removeShort")}
              icon={<Trash2 aria-hidden="true" />}
              disabled={actions.busy}
              onClick={actions.onRemove}
            />
          </div>
        ) : null}
      </div>
      <div id={formId}>{children}</div>
    </li>
  );
}

/** Gives the focus back to the button that opened a form, when the form closes. */
function useFocusAfterClosing(open: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    // Where another form has opened instead, it has the focus.
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return button;
}

const tones = { info: "accent", warning: "warn", critical: "bad" } as const;

function SeverityBadge({ rule: { enabled, severity } }: { rule: AlertRule }) {
  const t = useMessages();
  if (!enabled) return <Badge>{t("alerts.rules.off")}</Badge>;
  return <Badge tone={tones[severity]}>{t(`alerts.severities.${severity}`)}</Badge>;
}

/** Cars, channels, cooldown. */
function RuleFacts({ rule }: { rule: AlertRule }) {
  const t = useMessages();
  const format = useFormat();
  return <p className="mt-0.5 text-xs text-muted">{sayRuleFacts({ t, format }, rule).join(" · ")}</p>;
}

function SnoozeLine({ snooze, endable }: { snooze: Snooze; endable: boolean }) {
  const t = useMessages();
  const format = useFormat();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const end = useMutation(
    trpc.alerts.unsnooze.mutationOptions({ onSettled: () => queries.invalidateQueries(trpc.alerts.snoozes.queryFilter()) }),
  );
  const until = `${format.date(snooze.until)}, ${format.time(snooze.until)}`;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-2 text-xs text-warn">
      {snooze.vehicle ? t("alerts.rules.snoozedCar", { car: snooze.vehicle.name, until }) : t("alerts.rules.snoozedAll", { until })}
      {endable ? (
        <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ snoozeId: snooze.id })}>
          {t("alerts.rules.endSnooze")}
        </Button>
      ) : null}
    </p>
  );
}
