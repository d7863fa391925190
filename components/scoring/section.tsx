import type { ReactNode } from "react";
import { t } from "#components/messages/messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";

/** One rule: what it says, and the formula it is computed by. */
export function Section({ title, formula, children }: { title: string; formula?: string; children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <CardHeader title={title} />
      <CardBody className="flex flex-col gap-3 text-pretty">
        {children}
        {formula ? (
          <p className="overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs">
            <span className="sr-only">{t("scoring.formula")}: </span>
            {formula}
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}
