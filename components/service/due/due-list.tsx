"use client";

import { useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { DueItem } from "#server/domain/service/due.ts";
import { groupDue, keyOf } from "./due-data.ts";
import { DueRow } from "./due-row.tsx";

interface Props {
  items: readonly DueItem[];
  today: string;
  onComplete?: ((item: DueItem) => void) | undefined;
}

/** What is due, under the headings of its states. */
export function DueList({ items, ...rest }: Props) {
  return (
    <>
      {groupDue(items).map((group) => (
        <DueGroup key={group.state} {...group} {...rest} />
      ))}
    </>
  );
}

/** A large fleet's list is long; what is most urgent comes first anyway. */
const firstShown = 25;

function DueGroup({ state, items, ...rest }: Props & { state: DueItem["state"] }) {
  const t = useMessages();
  const headingId = useId();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, firstShown);
  return (
    <section aria-labelledby={headingId} className="border-t border-line first:border-0">
      <h2 id={headingId} className="flex items-center gap-2 bg-sunken/60 px-4 py-1.5 text-sm font-semibold">
        {t(`services.states.${state}`)} <span className="figures font-normal text-muted">{items.length}</span>
      </h2>
      <ul aria-labelledby={headingId} className="divide-y divide-line">
        {shown.map((item) => (
          <DueRow key={keyOf(item)} item={item} {...rest} />
        ))}
      </ul>
      {shown.length < items.length ? (
        <div className="border-t border-line px-4 py-2">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            {t("services.showMore", { count: items.length - shown.length })}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
