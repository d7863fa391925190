"use client";

import { Archive, CalendarClock, Ellipsis, Pencil } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { Plan } from "#components/service/service-data.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { ProgressBar } from "#components/ui/layout/progress-bar.tsx";
import { Menu, MenuItem } from "#components/ui/overlays/menu.tsx";
import { type PlanMeasure, planMeasures } from "#server/domain/service/forecast.ts";

const badges: Record<Plan["forecast"]["state"], Tone> = { overdue: "bad", soon: "warn", later: "neutral" };
const bars = { overdue: "bad", soon: "warn", later: "accent" } as const;

export interface PlanActions {
  onComplete: (plan: Plan) => void;
  onChange: (plan: Plan) => void;
  onArchive: (plan: Plan) => void;
}

interface Props {
  plan: Plan;
  today: string;
  /** Null for those who only read. */
  actions: PlanActions | null;
}

/** A plan: when it is due and how far each of its measures has come. */
export function PlanRow({ plan, today, actions }: Props) {
  const t = useMessages();
  const words = useServiceWords();
  const { forecast } = plan;
  return (
    <li aria-label={plan.name} className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium break-words">
            {plan.name} <Badge tone={badges[forecast.state]}>{words.due(forecast, today)}</Badge>
          </h3>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-muted">
            <span>{words.interval(plan)}</span>
            <span>{t("services.lastDone", { day: words.day(plan.lastOn) })}</span>
          </p>
        </div>
        {actions ? <PlanButtons plan={plan} {...actions} /> : null}
      </div>
      <Measures plan={plan} />
      {forecast.dueOn === null ? null : (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <CalendarClock aria-hidden="true" className="size-4" />
          <span className="figures text-ink">{words.day(forecast.dueOn)}</span>
          {forecast.forecast ? <span>{t("services.forecast")}</span> : null}
          {forecast.dueKm === null ? null : (
            <span className="figures">{t("services.atOdometer", { distance: words.distance(forecast.dueKm) })}</span>
          )}
        </p>
      )}
    </li>
  );
}

function PlanButtons({ plan, onComplete, onChange, onArchive }: { plan: Plan } & PlanActions) {
  const t = useMessages();
  return (
    <div className="flex items-center gap-1">
      <Button
        size="sm"
        aria-label={t("services.completeOne", { name: plan.name, car: plan.vehicle.name })}
        onClick={() => onComplete(plan)}
      >
        {t("services.done")}
      </Button>
      <Menu trigger={<IconButton label={t("services.planActions", { name: plan.name })} icon={<Ellipsis aria-hidden="true" />} />}>
        <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onChange(plan)}>
          {t("services.planChange")}
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden="true" />} onSelect={() => onArchive(plan)}>
          {t("services.planArchive")}
        </MenuItem>
      </Menu>
    </div>
  );
}

function Measures({ plan: { forecast } }: { plan: Plan }) {
  const t = useMessages();
  const words = useServiceWords();
  const amount: Record<PlanMeasure, (value: number) => string> = {
    km: (km) => words.distance(km),
    months: (days) => t("services.days", { count: days }),
    hours: (hours) => t("services.hours", { hours: Math.round(hours) }),
  };
  const several = planMeasures.filter((measure) => forecast[measure] !== null).length > 1;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2.5 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
      {planMeasures.map((measure) => {
        const progress = forecast[measure];
        if (!progress) return null;
        const first = measure === forecast.first;
        const rest = progress.remaining;
        const text = t(rest < 0 ? "services.over" : "services.left", { amount: amount[measure](Math.abs(rest)) });
        return (
          <div key={measure} className="flex flex-col gap-1 text-sm">
            <dt className={cx("flex flex-wrap items-baseline justify-between gap-x-2", first ? "font-medium" : "text-muted")}>
              {t(`services.measures.${measure}`)}
              {first && several ? <span className="text-xs font-normal text-muted">{t("services.comesFirst")}</span> : null}
            </dt>
            <dd className="flex flex-col gap-1">
              <ProgressBar
                label={`${t(`services.measures.${measure}`)}: ${text}`}
                share={progress.used / progress.every}
                tone={first ? bars[forecast.state] : progress.overdue ? "bad" : "muted"}
              />
              <span className={cx("figures", first ? "" : "text-muted")}>{text}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
