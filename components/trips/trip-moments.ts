/** What map, chart and receipts of a trip point at together. Pure. */

import type { ChartEvent } from "#components/charts/event-marks.tsx";
import type { MapEvent } from "#components/map/track-layer.tsx";
import type { Translate } from "#components/messages/messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import type { Format } from "#components/ui/values/format.tsx";
import type { Receipt, ReceiptRule } from "#server/domain/scoring/score-trip.ts";
import { toShownScore } from "#server/domain/scoring/shown-score.ts";
import type { TripEventKind } from "#server/domain/trips/trip.ts";
import { describeReceipt, nameEvent, nameReceipt } from "./receipt-text.ts";
import { distanceAtOffset, toOffsetS } from "./track-positions.ts";

export type TripData = RouterOutputs["trips"]["get"];
export type TripDetails = TripData["trip"];

/** A receipt with the key that ties its line in the list to its marks on map and chart. Its points are those of the shown score. */
export interface KeyedReceipt extends Receipt {
  key: string;
}

export function keyReceipts(trip: TripDetails): KeyedReceipt[] {
  const shown = trip.card && toShownScore(trip.card, trip.card.receipts);
  return (shown?.losses ?? []).map((receipt, index) => ({ ...receipt, key: `receipt-${index}` }));
}

/** Moments of alerts and of receipts may be this far apart, ms. */
const toleranceMs = 3000;

/** The receipt of a moment, if there is one. */
export function keyAt(receipts: readonly KeyedReceipt[], atMs: number | null): string | null {
  if (atMs === null) return null;
  const covers = ({ atMs: fromMs, durationS }: KeyedReceipt) =>
    atMs >= fromMs - toleranceMs && atMs <= fromMs + durationS * 1000 + toleranceMs;
  return receipts.find((receipt) => markedRules[receipt.rule] && covers(receipt))?.key ?? null;
}

/** A moment with a mark of its own on map and chart. */
type Moment = MapEvent & ChartEvent;

const markedRules: Partial<Record<ReceiptRule, TripEventKind>> = {
  brake: "hard_brake",
  accel: "hard_accel",
  speeding: "speeding",
  idling: "idling",
};

export interface MomentWords {
  t: Translate;
  format: Format;
}

/** The receipts of a scored trip; of any other the events found so far. Those without a position have no mark. */
export function toMoments(words: MomentWords, { trip, events }: TripData, receipts: readonly KeyedReceipt[]): Moment[] {
  if (receipts.length > 0) return receipts.flatMap((receipt) => receiptMoment(words, trip, receipt));
  return events.filter(({ basis }) => basis === "score").flatMap((event) => eventMoment(words, trip, event));
}

function receiptMoment({ t, format }: MomentWords, trip: TripDetails, receipt: KeyedReceipt): Moment[] {
  const kind = markedRules[receipt.rule];
  if (!kind || !receipt.position) return [];
  const offsetS = toOffsetS(trip.startedAt, receipt.atMs);
  const endOffsetS = offsetS + receipt.durationS;
  return [
    {
      id: receipt.key,
      kind,
      ...receipt.position,
      offsetS,
      endOffsetS,
      startDistanceM: distanceAtOffset(trip.track, offsetS) ?? 0,
      endDistanceM: distanceAtOffset(trip.track, endOffsetS) ?? 0,
      title: nameReceipt(t, receipt),
      lines: [
        format.clock(receipt.atMs, { timeZone: trip.startTimeZone }),
        describeReceipt(t, format, receipt),
        t("trip.lost", { points: format.receiptPoints(receipt.points).text }),
      ],
    },
  ];
}

function eventMoment({ t, format }: MomentWords, trip: TripDetails, event: TripData["events"][number]): Moment[] {
  if (event.lat === null || event.lon === null) return [];
  const offsetS = toOffsetS(trip.startedAt, event.at.getTime());
  const endOffsetS = toOffsetS(trip.startedAt, event.endedAt.getTime());
  return [
    {
      id: `event-${event.id}`,
      kind: event.kind,
      lat: event.lat,
      lon: event.lon,
      offsetS,
      endOffsetS,
      startDistanceM: event.startDistanceM,
      endDistanceM: distanceAtOffset(trip.track, endOffsetS) ?? event.startDistanceM,
      title: nameEvent(t, event),
      lines: [format.clock(event.at, { timeZone: trip.startTimeZone })],
    },
  ];
}
