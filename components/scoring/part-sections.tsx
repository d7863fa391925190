"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { fromMph } from "#server/domain/units.ts";
import { Section } from "./section.tsx";

export function SpeedSection() {
  const t = useMessages();
  const format = useFormat();
  const [first, second, third] = scoring.speedingBands;
  const speed = (mph: number) => format.speed(fromMph(mph)).text;
  const share = format.share(scoring.speedingHalvingShare).text;
  return (
    <Section title={t("scoring.speed.title")} formula={t("scoring.speed.formula", { share })}>
      <p>
        {t("scoring.speed.text", {
          first: speed(first.mph),
          second: speed(second.mph),
          third: speed(third.mph),
          w1: first.weight,
          w2: second.weight,
          w3: third.weight,
          hysteresis: speed(scoring.hysteresisMph),
          share,
        })}
      </p>
    </Section>
  );
}

export function IdleSection() {
  const t = useMessages();
  const format = useFormat();
  const share = format.share(scoring.idlingWorstShare).text;
  return (
    <Section title={t("scoring.idle.title")} formula={t("scoring.idle.formula", { share })}>
      <p>{t("scoring.idle.text", { from: format.duration(scoring.idlingFromS), share })}</p>
    </Section>
  );
}

export function ClutchSection() {
  const t = useMessages();
  const format = useFormat();
  const share = format.share(scoring.clutch.worstShare).text;
  return (
    <Section title={t("scoring.clutch.title")} formula={t("scoring.clutch.formula", { share })}>
      <p>{t("scoring.clutch.text", { load: format.percent(scoring.clutch.minLoadPct).text, share })}</p>
    </Section>
  );
}

export function FuelSection() {
  const t = useMessages();
  const format = useFormat();
  const { bandKmh, minTrips, bestRatio: best, worstRatio: worst } = scoring.mileage;
  return (
    <Section title={t("scoring.fuel.title")} formula={t("scoring.fuel.formula", { best: best.toFixed(1), worst })}>
      <p>{t("scoring.fuel.text", { band: format.speed(bandKmh).text, trips: minTrips, worst })}</p>
    </Section>
  );
}

export function DriverSection() {
  const t = useMessages();
  const format = useFormat();
  const { driver } = scoring;
  return (
    <Section title={t("scoring.driver.title")}>
      <p>
        {t("scoring.driver.text", {
          days: driver.windowDays,
          prior: format.distance(driver.priorKm * 1000).text,
          brake: driver.priorBrakePer100Km,
          accel: driver.priorAccelPer100Km,
          interval: format.share(driver.interval).text,
          provisional: format.distance(driver.provisionalKm * 1000).text,
        })}
      </p>
      <p>{t("scoring.driver.night")}</p>
    </Section>
  );
}
