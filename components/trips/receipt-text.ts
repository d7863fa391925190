/** Receipts in plain words. Pure. */

import type { MessageKey, Translate } from "#components/messages/messages.ts";
import type { Format } from "#components/ui/values/format.tsx";
import type { Receipt } from "#server/domain/scoring/score-trip.ts";
import type { TripEventKind } from "#server/domain/trips/trip.ts";

/** "Hard braking", "Idling". */
export function nameReceipt(t: Translate, { rule, tier }: Pick<Receipt, "rule" | "tier">): string {
  const grade = Math.min(3, Math.max(1, tier)) as 1 | 2 | 3;
  if (rule === "brake") return t(`trip.rules.brake${grade}`);
  if (rule === "accel") return t(`trip.rules.accel${grade}`);
  return t(`trip.rules.${rule}`);
}

const eventRules = { hard_brake: "brake", hard_accel: "accel", speeding: "speeding", idling: "idling" } as const satisfies Record<
  TripEventKind,
  Receipt["rule"]
>;

/** The same for an event of a trip that has no receipts yet. */
export function nameEvent(t: Translate, { kind, tier }: { kind: TripEventKind; tier: number }): string {
  return nameReceipt(t, { rule: eventRules[kind], tier });
}

/** The rules without their grade, for sums over many receipts. */
export const ruleNames = {
  brake: "trip.ruleSums.brake",
  accel: "trip.ruleSums.accel",
  brake_smoothness: "trip.rules.brake_smoothness",
  accel_smoothness: "trip.rules.accel_smoothness",
  speeding: "trip.rules.speeding",
  idling: "trip.rules.idling",
  clutch_slip: "trip.rules.clutch_slip",
  fuel_use: "trip.rules.fuel_use",
} as const satisfies Record<Receipt["rule"], MessageKey>;

/** What was measured: "peak 12.4 km/h/s", "for 4 min 10 s". */
export function describeReceipt(t: Translate, format: Format, receipt: Receipt): string {
  const { rule, measured, durationS } = receipt;
  const duration = format.duration(durationS);
  switch (rule) {
    case "brake":
    case "accel":
      return t("trip.measured.manoeuvre", { value: format.acceleration(measured).text });
    case "brake_smoothness":
    case "accel_smoothness":
      return t("trip.measured.smoothness", { value: format.acceleration(measured).text, duration });
    case "speeding":
      return t("trip.measured.speeding", { value: format.speed(measured).text, duration });
    case "idling":
      return t("trip.measured.idling", { duration: format.duration(measured) });
    case "clutch_slip":
      return t("trip.measured.clutch_slip", { duration: format.duration(measured) });
    case "fuel_use":
      return t("trip.measured.fuel_use", { ratio: format.number(measured, 2).text });
  }
}

/** Receipts whose stretch is the whole trip have no moment to jump to. */
export function hasMoment({ rule }: Pick<Receipt, "rule">): boolean {
  return rule !== "fuel_use";
}
