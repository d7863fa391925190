"use client";

import { Plus, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { Plan } from "#components/service/service-data.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { type PlanActions, PlanRow } from "./plan-row.tsx";

interface Props {
  plans: readonly Plan[];
  today: string;
  /** Null for those who only read. */
  actions: (PlanActions & { onAdd: () => void }) | null;
  /** What to begin with, for a car nobody has planned for. */
  templates?: ReactNode;
}

/** What a car needs again and again, and when. */
export function PlansCard({ plans, today, actions, templates }: Props) {
  const t = useMessages();
  const add = actions ? (
    <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={actions.onAdd}>
      {t("services.addPlan")}
    </Button>
  ) : null;
  return (
    <Card aria-label={t("services.plans")}>
      <CardHeader title={t("services.plans")} actions={add} />
      {plans.length === 0 ? (
        (templates ?? (
          <EmptyState icon={<Wrench />} title={t("services.noPlansTitle")}>
            {t("services.noPlansTextReaders")}
          </EmptyState>
        ))
      ) : (
        <ul aria-label={t("services.plans")} className="divide-y divide-line border-t border-line">
          {byUrgency(plans).map((plan) => (
            <PlanRow key={plan.id} plan={plan} today={today} actions={actions} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const order = { overdue: 0, soon: 1, later: 2 };

/** What comes due first stands first. */
function byUrgency(plans: readonly Plan[]): Plan[] {
  return plans.toSorted(
    ({ forecast: a }, { forecast: b }) => order[a.state] - order[b.state] || (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999"),
  );
}
