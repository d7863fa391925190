"use client";

import { ChevronsDown, ChevronsUp, Clock, Cog, Fuel, Gauge, type LucideIcon, PartyPopper, Waves } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { ReceiptRule } from "#server/domain/scoring/score-trip.ts";
import { toShownScore } from "#server/domain/scoring/shown-score.ts";
import { describeReceipt, hasMoment, nameReceipt } from "./receipt-text.ts";
import { distanceAtOffset, toOffsetS } from "./track-positions.ts";
import type { KeyedReceipt, TripDetails } from "./trip-moments.ts";

interface Props {
  trip: TripDetails;
  receipts: readonly KeyedReceipt[];
  selected: string | null;
  onSelect: (receipt: KeyedReceipt) => void;
  className?: string;
}

/** Most trips have fewer; of the others the rest is one press away. */
const shownAtFirst = 12;

/** Every lost point: the rule, the second, the place and the amount. A line leads to its moment on map and chart. */
export function ReceiptsCard({ trip, receipts, selected, onSelect, className }: Props) {
  const t = useMessages();
  const [expanded, setExpanded] = useState(false);
  const [order, setOrder] = useState<"time" | "points">("points");
  if (!trip.card || trip.card.driveScore === null) return null;
  const sorted = receipts.toSorted((a, b) => (order === "time" ? a.atMs - b.atMs : b.points - a.points));
  // One that is chosen on the map must be seen on the list.
  const whole = expanded || sorted.slice(shownAtFirst).some(({ key }) => key === selected);
  return (
    <Card className={className} aria-label={t("trip.receipts")}>
      <CardHeader
        title={t("trip.receipts")}
        hint={receipts.length > 0 ? <ReceiptSum card={trip.card} count={receipts.length} /> : undefined}
        actions={
          receipts.length > 1 ? (
            <Segmented
              label={t("trip.order")}
              value={order}
              onChange={setOrder}
              segments={[
                { value: "points", label: t("trip.orderPoints") },
                { value: "time", label: t("trip.orderTime") },
              ]}
            />
          ) : null
        }
      />
      {receipts.length === 0 ? (
        <EmptyState icon={<PartyPopper />} title={t("trip.noReceipts")} className="py-8">
          {t("trip.noReceiptsText")}
        </EmptyState>
      ) : (
        <ol aria-label={t("trip.receipts")} className="divide-y divide-line border-t border-line">
          {(whole ? sorted : sorted.slice(0, shownAtFirst)).map((receipt) => (
            <ReceiptLine key={receipt.key} trip={trip} receipt={receipt} selected={receipt.key === selected} onSelect={onSelect} />
          ))}
        </ol>
      )}
      {whole || sorted.length <= shownAtFirst ? null : (
        <Button variant="ghost" className="w-full rounded-none border-t border-line" onClick={() => setExpanded(true)}>
          {t("trip.allReceipts", { count: sorted.length })}
        </Button>
      )}
    </Card>
  );
}

function ReceiptSum({ card, count }: { card: NonNullable<TripDetails["card"]>; count: number }) {
  const t = useMessages();
  const format = useFormat();
  const shown = toShownScore(card, card.receipts);
  if (!shown) return null;
  return t("trip.receiptsSum", { count, lost: format.points(shown.lost).text, score: format.points(shown.score).text });
}

const icons: Record<ReceiptRule, LucideIcon> = {
  brake: ChevronsDown,
  accel: ChevronsUp,
  brake_smoothness: Waves,
  accel_smoothness: Waves,
  speeding: Gauge,
  idling: Clock,
  clutch_slip: Cog,
  fuel_use: Fuel,
};

function ReceiptLine({
  trip,
  receipt,
  selected,
  onSelect,
}: Omit<Props, "receipts" | "selected"> & { receipt: KeyedReceipt; selected: boolean }) {
  const t = useMessages();
  const format = useFormat();
  const Icon = icons[receipt.rule];
  const distanceM = distanceAtOffset(trip.track, toOffsetS(trip.startedAt, receipt.atMs));
  const moment = hasMoment(receipt);
  return (
    <li>
      <button
        type="button"
        disabled={!moment}
        aria-current={selected ? "true" : undefined}
        onClick={() => onSelect(receipt)}
        className={cx(
          "flex w-full items-center gap-3 px-4 py-2.5 text-left transition-colors focus-visible:-outline-offset-2",
          moment && "hover:bg-hover",
          selected && "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]",
        )}
      >
        <Icon aria-hidden="true" className={cx("size-4 shrink-0", receipt.tier >= 2 ? "text-bad" : "text-muted")} />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{nameReceipt(t, receipt)}</span>
          <span className="figures block text-sm text-pretty text-muted">
            {moment ? format.clock(receipt.atMs, { timeZone: trip.startTimeZone }) : t("trip.wholeTrip")}
            {moment && distanceM !== null ? `, ${t("trip.atDistance", { distance: format.distance(distanceM).text })}` : null}
            {" · "}
            {describeReceipt(t, format, receipt)}
          </span>
        </span>
        <span className="figures shrink-0 font-semibold">
          {receipt.points > 0 ? "−" : null}
          {format.receiptPoints(receipt.points).text}
        </span>
      </button>
    </li>
  );
}
