"use client";

import { ClipboardList, Paperclip, Plus, Trash2 } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { WorkRecord } from "#components/service/service-data.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { CostBars } from "./cost-bars.tsx";
import { sumYearCosts } from "./year-costs.ts";

interface Props {
  records: readonly WorkRecord[];
  /** Null for those who only read. */
  actions: { onRecord: () => void; onRemove: (record: WorkRecord) => void } | null;
}

/** The work that was done on a car, and what it cost. */
export function HistoryCard({ records, actions }: Props) {
  const t = useMessages();
  const costs = sumYearCosts(records);
  const add = actions ? (
    <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={actions.onRecord}>
      {t("services.recordWork")}
    </Button>
  ) : null;
  return (
    <Card aria-label={t("services.history")}>
      <CardHeader title={t("services.history")} actions={add} />
      {records.length === 0 ? (
        <EmptyState icon={<ClipboardList />} title={t("services.noHistoryTitle")}>
          {t("services.noHistoryText")}
        </EmptyState>
      ) : null}
      {costs ? (
        <CardBody>
          <CostBars costs={costs} />
        </CardBody>
      ) : null}
      {records.length > 0 ? (
        <ul aria-label={t("services.history")} className="divide-y divide-line border-t border-line">
          {records.map((record) => (
            <HistoryRow key={record.id} record={record} onRemove={actions?.onRemove} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function HistoryRow({ record, onRemove }: { record: WorkRecord; onRemove: ((record: WorkRecord) => void) | undefined }) {
  const t = useMessages();
  const words = useServiceWords();
  const { bill } = record;
  const facts = [
    words.day(record.doneOn),
    record.odometerKm === null ? null : words.distance(record.odometerKm),
    record.doneBy === null ? null : t("services.doneBy", { name: record.doneBy }),
  ].filter((fact) => fact !== null);
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{record.name}</p>
        <p className="figures text-sm break-words text-muted">{facts.join(" · ")}</p>
        {record.note ? <p className="mt-0.5 text-sm break-words whitespace-pre-line">{record.note}</p> : null}
        <p className="flex flex-wrap gap-x-3 text-xs text-muted">
          {record.recordedBy ? <span>{t("services.recordedBy", { name: record.recordedBy.name })}</span> : null}
          {bill ? <BillLink bill={bill} /> : null}
        </p>
      </div>
      {record.cost !== null && record.currency !== null ? (
        <span className="figures py-0.5 whitespace-nowrap">{words.money(record.cost, record.currency)}</span>
      ) : null}
      {onRemove ? (
        <IconButton
          label={t("services.removeRecord", { name: record.name, day: words.day(record.doneOn) })}
          icon={<Trash2 aria-hidden="true" />}
          onClick={() => onRemove(record)}
          className="-my-1 -mr-2"
        />
      ) : null}
    </li>
  );
}

/** The bill's file, where there is one; else only its number. */
function BillLink({ bill }: { bill: NonNullable<WorkRecord["bill"]> }) {
  const t = useMessages();
  const text = bill.number === null ? t("services.bill") : t("services.billNumbered", { number: bill.number });
  const content = (
    <>
      <Paperclip aria-hidden="true" className="size-3" />
      {text}
    </>
  );
  if (bill.contentType === null) return <span className="inline-flex items-center gap-1">{content}</span>;
  return (
    <a
      href={`/api/documents/${bill.id}`}
      download
      className="inline-flex min-h-6 items-center gap-1 text-accent-text underline-offset-4 hover:underline"
    >
      {content}
    </a>
  );
}
