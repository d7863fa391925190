"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { daysBetween } from "#server/domain/service/days.ts";
import type { DueItem } from "#server/domain/service/due.ts";
import { metresPerMile } from "#server/domain/units.ts";

/** Metres in the unit a person counts long distances in. */
const metresPer = { metric: 1000, imperial: metresPerMile } as const;

/** How the due list, plans and costs are written, in a person's words and units. */
export function useServiceWords() {
  const t = useMessages();
  const format = useFormat();
  const perUnitKm = metresPer[format.units] / 1000;
  const words = {
    /** "km" or "mi", for the labels of fields. */
    distanceUnit: format.distance(0).unit,
    /** Kilometres → what a person types into such a field, and back. */
    toTyped: (km: number | null | undefined): number | null => (km === null || km === undefined ? null : km / perUnitKm),
    fromTyped: (typed: number | null): number | null => (typed === null ? null : typed * perUnitKm),
    distance: (km: number) => `${format.number(km / perUnitKm).text} ${words.distanceUnit}`,
    /** A calendar day, `2026-03-01`, which is the same day everywhere. */
    day: (day: string): string =>
      new Intl.DateTimeFormat(format.locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
        new Date(`${day}T00:00:00Z`),
      ),
    money: (amount: number, currency: string): string => format.money(amount, currency).text,
    /** "in 12 days", "3 days over", "now". */
    due: ({ state, dueOn }: Pick<DueItem, "state" | "dueOn">, today: string): string => {
      if (dueOn === null) return t(state === "overdue" ? "services.dueNow" : "services.dueUnknown");
      const days = daysBetween(today, dueOn);
      if (days < 0) return t("services.overdueSince", { count: -days });
      return days === 0 ? t("services.dueToday") : t("services.dueIn", { count: days });
    },
    /** "every 15,000 km or 12 months". */
    interval: (plan: { everyKm: number | null; everyMonths: number | null; everyEngineHours?: number | null }): string => {
      const parts = [
        plan.everyKm === null ? [] : [words.distance(plan.everyKm)],
        plan.everyMonths === null ? [] : [t("services.months", { count: plan.everyMonths })],
        plan.everyEngineHours ? [t("services.engineHours", { count: plan.everyEngineHours })] : [],
      ].flat();
      const interval = parts.reduceRight((second, first) => t("services.everyOr", { first, second }));
      return t("services.every", { interval });
    },
  };
  return words;
}
