"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Table, Td, Th, Tr } from "#components/ui/layout/table.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { Section } from "./section.tsx";

export function WholeSection() {
  const t = useMessages();
  const format = useFormat();
  return (
    <Section title={t("scoring.whole.title")} formula={t("scoring.whole.formula", { points: scoring.partPoints })}>
      <p>{t("scoring.whole.text", { points: scoring.partPoints })}</p>
      <p>
        {t("scoring.whole.none", {
          distance: format.distance(scoring.minDistanceM).text,
          duration: format.duration(scoring.minDurationS),
        })}
      </p>
      <p>{t("scoring.whole.exposure", { distance: format.distance(scoring.minExposureKm * 1000).text })}</p>
    </Section>
  );
}

export function SignalSection() {
  const t = useMessages();
  const format = useFormat();
  const { classFactor } = scoring;
  return (
    <Section title={t("scoring.signal.title")}>
      <p>
        {t("scoring.signal.text", {
          min: scoring.pairMinS,
          max: scoring.pairMaxS,
          limit: format.acceleration(scoring.maxPlausibleKmhS).text,
          brakeFrom: format.speed(scoring.brakeFromKmh).text,
          accelTo: format.speed(scoring.accelToKmh).text,
          merge: scoring.mergeS,
        })}
      </p>
      <TierTable />
      <p className="text-sm text-muted">
        {t("scoring.signal.classes", { motorcycle: classFactor.motorcycle, van: classFactor.van, truck: classFactor.truck })}
      </p>
    </Section>
  );
}

function TierTable() {
  const t = useMessages();
  const format = useFormat();
  return (
    <div className="-mx-4">
      <Table caption={t("scoring.signal.tiersCaption")}>
        <thead>
          <tr>
            <Th>{t("scoring.signal.grade")}</Th>
            <Th numeric>{t("scoring.signal.brake")}</Th>
            <Th numeric>{t("scoring.signal.accel")}</Th>
            <Th numeric>{t("scoring.signal.weight")}</Th>
          </tr>
        </thead>
        <tbody>
          {scoring.brakeTiers.map((brake, index) => {
            const accel = scoring.accelTiers[index];
            return (
              <Tr key={brake.kmhS}>
                <Td>{t(`scoring.signal.grades.${(["1", "2", "3"] as const)[index] ?? "3"}`)}</Td>
                <Td numeric>{format.acceleration(brake.kmhS).text}</Td>
                <Td numeric>{format.acceleration(accel?.kmhS).text}</Td>
                <Td numeric>
                  {brake.weight} / {accel?.weight}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

export function ManoeuvreSection() {
  const t = useMessages();
  const format = useFormat();
  const { smoothness } = scoring;
  return (
    <Section title={t("scoring.brake.title")} formula={t("scoring.brake.formula")}>
      <p>
        {t("scoring.brake.text", {
          brake: scoring.halvingBrake,
          accel: scoring.halvingAccel,
          from: format.speed(smoothness.fromKmh).text,
          best: format.acceleration(smoothness.best).text,
          worst: format.acceleration(smoothness.worst).text,
          winsor: format.acceleration(smoothness.winsorKmhS).text,
        })}
      </p>
    </Section>
  );
}

export function CountersSection() {
  const t = useMessages();
  return (
    <Section title={t("scoring.counters.title")}>
      <p>{t("scoring.counters.text")}</p>
    </Section>
  );
}
