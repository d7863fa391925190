"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { SeverityBadge } from "./severity-badge.tsx";
import { type Fault, isConfirmed } from "./verdict.ts";

/** One open fault: what it is, what may be behind it, what to do, and since when. Its anchor is the code. */
export function FaultCard({ fault }: { fault: Fault }) {
  const t = useMessages();
  const { code, description } = fault;
  const confirmed = isConfirmed(fault);
  return (
    <article
      id={code}
      aria-labelledby={`${code}-title`}
      className="scroll-mt-20 rounded-lg border border-line bg-raised p-4 target:border-accent target:ring-1 target:ring-accent"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="font-mono text-base font-semibold">{code}</span>
        <SeverityBadge severity={description.severity} />
        {confirmed ? null : <Badge>{t("health.pending")}</Badge>}
      </header>
      <h3 id={`${code}-title`} className="mt-1.5 text-lg font-semibold tracking-tight text-balance">
        {description.title}
      </h3>
      <p className="mt-1 text-base text-pretty">{description.meaning}</p>
      <div className="mt-4 grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-2">
        <Part title={t("health.whatToDo")}>
          <p className="text-base text-pretty">{description.advice}</p>
        </Part>
        {description.causes.length > 0 ? (
          <Part title={t("health.causes")}>
            <ul className="list-disc space-y-0.5 pl-4.5 text-base">
              {description.causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ul>
          </Part>
        ) : null}
      </div>
      <FaultFacts fault={fault} />
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 text-xs font-medium text-muted">{title}</h4>
      {children}
    </div>
  );
}

function FaultFacts({ fault }: { fault: Fault }) {
  const t = useMessages();
  const format = useFormat();
  const { openedAt, openedTimeZone, openedKm, openedTripId, drivenM, milDrivenM } = fault;
  return (
    <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3 border-t border-line pt-3">
      <Fact label={t("health.since")}>
        {format.dateTime(openedAt, { timeZone: openedTimeZone })}
        {openedTripId === null ? null : (
          <Link href={`/trips/${openedTripId}`} className="block text-sm text-accent-text underline underline-offset-4">
            {t("health.openedOnTrip")}
          </Link>
        )}
      </Fact>
      {openedKm === null ? null : <Fact label={t("health.atKm")}>{format.distance(openedKm * 1000).text}</Fact>}
      <Fact label={t("health.driven")}>{format.distance(drivenM).text}</Fact>
      {milDrivenM > 0 ? <Fact label={t("health.milDriven")}>{format.distance(milDrivenM).text}</Fact> : null}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="figures text-base font-medium">{children}</dd>
    </div>
  );
}
