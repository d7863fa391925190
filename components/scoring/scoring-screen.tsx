"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { Table, Td, Th, Tr } from "#components/ui/layout/table.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { flattenConstants } from "./flatten-constants.ts";
import { ClutchSection, DriverSection, FuelSection, IdleSection, SpeedSection } from "./part-sections.tsx";
import { CountersSection, ManoeuvreSection, SignalSection, WholeSection } from "./trip-sections.tsx";

/** Every rule, formula and constant of the score, in plain words. */
export function ScoringScreen() {
  const t = useMessages();
  return (
    <Page width="narrow">
      <PageHeader title={t("scoring.title")} meta={<Badge tone="accent">{t("scoring.version", { version: scoring.version })}</Badge>} />
      <p className="text-lg text-pretty">{t("scoring.lead")}</p>
      <WholeSection />
      <SignalSection />
      <ManoeuvreSection />
      <SpeedSection />
      <IdleSection />
      <ClutchSection />
      <FuelSection />
      <DriverSection />
      <CountersSection />
      <AllConstants />
    </Page>
  );
}

function AllConstants() {
  const t = useMessages();
  return (
    <Card aria-label={t("scoring.constants.title")}>
      <CardHeader title={t("scoring.constants.title")} hint={t("scoring.constants.hint")} />
      <Table caption={t("scoring.constants.title")}>
        <thead>
          <tr>
            <Th>{t("scoring.constants.name")}</Th>
            <Th numeric>{t("scoring.constants.value")}</Th>
          </tr>
        </thead>
        <tbody>
          {flattenConstants(scoring).map(([name, value]) => (
            <Tr key={name}>
              <Td className="h-8 font-mono text-xs">{name}</Td>
              <Td numeric className="h-8">
                {value}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
