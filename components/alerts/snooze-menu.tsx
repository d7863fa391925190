"use client";

import { BellOff } from "lucide-react";
import type { ComponentProps } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "#components/ui/overlays/menu.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { concernsCars } from "./rules/rule-draft.ts";
import { snoozeChoices } from "./snooze-times.ts";
import type { SnoozeAsked } from "./use-alert-changes.ts";

interface Props {
  alert: AlertDetails;
  onSnooze: (asked: SnoozeAsked) => void;
}

/** Lets the rule behind an alert keep still for a while: for this car, or for all. */
export function SnoozeMenu({ alert, onSnooze }: Props) {
  const t = useMessages();
  const { vehicle } = alert;
  return (
    <Menu trigger={<SnoozeButton />}>
      {vehicle ? (
        <>
          <Heading text={t("alerts.snoozeCar", { car: vehicle.name })} />
          <Choices onPick={(choice) => onSnooze({ alert, choice, forAll: false })} />
          <MenuSeparator />
        </>
      ) : null}
      <Heading text={t(concernsCars(alert.kind) ? "alerts.snoozeAll" : "alerts.snoozeRule", { kind: t(`alerts.kinds.${alert.kind}`) })} />
      <Choices onPick={(choice) => onSnooze({ alert, choice, forAll: true })} />
    </Menu>
  );
}

function Heading({ text }: { text: string }) {
  return (
    <MenuLabel>
      <span className="text-xs text-muted">{text}</span>
    </MenuLabel>
  );
}

function SnoozeButton(props: Omit<ComponentProps<"button">, "aria-label">) {
  const t = useMessages();
  return <IconButton {...props} label={t("alerts.snooze")} icon={<BellOff aria-hidden="true" />} />;
}

function Choices({ onPick }: { onPick: (choice: SnoozeAsked["choice"]) => void }) {
  const t = useMessages();
  return snoozeChoices.map((choice) => (
    <MenuItem key={choice} onSelect={() => onPick(choice)}>
      {t(`alerts.snoozeFor.${choice}`)}
    </MenuItem>
  ));
}
