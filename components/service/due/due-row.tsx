"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { KindIcon } from "#components/service/kind-icon.tsx";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import type { DueItem, DueState } from "#server/domain/service/due.ts";
import { pathToAct } from "./due-data.ts";
import { useDueTitle } from "./use-due-words.ts";

const tones: Record<DueState, Tone> = { overdue: "bad", soon: "warn", later: "neutral" };

interface Props {
  item: DueItem;
  today: string;
  /** Opens the dialog that notes a service as done; absent for those who only read. */
  onComplete?: ((item: DueItem) => void) | undefined;
}

/** One line of the due list: what, whose, when, and what can be done about it. */
export function DueRow({ item, today, onComplete }: Props) {
  const words = useServiceWords();
  const titleOf = useDueTitle();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 sm:flex-nowrap">
      <KindIcon kind={item.kind} />
      <div className="min-w-0 flex-1 basis-40">
        <p className="font-medium break-words">
          <Link href={pathToAct(item)} className="inline-flex min-h-6 items-center underline-offset-4 hover:underline">
            {titleOf(item)}
          </Link>
        </p>
        <DueMeta item={item} />
      </div>
      <div className="ml-11 flex flex-1 items-center justify-between gap-3 sm:ml-0 sm:flex-none sm:justify-end">
        <span className="flex items-center gap-2 text-sm text-muted sm:flex-row-reverse">
          <Badge tone={tones[item.state]}>{words.due(item, today)}</Badge>
          {item.dueOn === null ? null : <span className="figures whitespace-nowrap">{words.day(item.dueOn)}</span>}
        </span>
        <DueAction item={item} onComplete={onComplete} />
      </div>
    </li>
  );
}

function DueMeta({ item: { vehicle, driver, dueKm, forecast } }: { item: DueItem }) {
  const t = useMessages();
  const words = useServiceWords();
  const car = vehicle ? { href: `/vehicles/${vehicle.id}`, name: vehicle.name } : null;
  const person = driver ? { href: `/drivers/${driver.id}`, name: driver.name } : null;
  const link = car ?? person;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
      {link ? (
        <Link href={link.href} className="inline-flex min-h-6 items-center underline-offset-4 hover:text-ink hover:underline">
          {link.name}
        </Link>
      ) : null}
      {dueKm === null ? null : <span className="figures">{t("services.atOdometer", { distance: words.distance(dueKm) })}</span>}
      {forecast ? <span>{t("services.forecast")}</span> : null}
    </p>
  );
}

function DueAction({ item, onComplete }: Omit<Props, "today">): ReactNode {
  const t = useMessages();
  const titleOf = useDueTitle();
  const href = pathToAct(item);
  const owner = (item.vehicle ?? item.driver)?.name ?? "";
  if (item.kind === "service") {
    if (!onComplete) return null;
    const label = t("services.completeOne", { name: titleOf(item), car: owner });
    return (
      <Button size="sm" aria-label={label} onClick={() => onComplete(item)}>
        {t("services.done")}
      </Button>
    );
  }
  const [text, label] =
    item.kind === "document"
      ? [t("services.renew"), t("services.renewOne", { owner })]
      : [t("services.look"), t("services.lookAt", { car: owner })];
  return (
    <LinkButton href={href} size="sm" aria-label={label}>
      {text}
    </LinkButton>
  );
}
