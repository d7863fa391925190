"use client";

import { BatteryWarning, CircleCheck, CircleHelp, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import type { Verdict } from "./verdict.ts";

interface Look {
  icon: LucideIcon;
  box: string;
}

const good: Look = { icon: CircleCheck, box: "bg-good-soft text-good" };
const unknown: Look = { icon: CircleHelp, box: "bg-hover text-muted" };
const warn = (icon: LucideIcon): Look => ({ icon, box: "bg-warn-soft text-warn" });

function lookOf(verdict: Verdict): Look {
  if (verdict.kind === "faults") return verdict.critical ? { icon: OctagonAlert, box: "bg-bad-soft text-bad" } : warn(TriangleAlert);
  if (verdict.kind === "battery") return warn(BatteryWarning);
  if (verdict.kind === "good") return good;
  return verdict.kind === "unknown" ? unknown : warn(TriangleAlert);
}

/** The car's health in one sentence, and what follows from it. */
export function VerdictBanner({ verdict }: { verdict: Verdict }) {
  const t = useMessages();
  const { icon: Icon, box } = lookOf(verdict);
  const title =
    verdict.kind === "faults" || verdict.kind === "pending"
      ? t(`health.verdict.${verdict.kind}`, { count: verdict.count })
      : t(`health.verdict.${verdict.kind}`);
  const text = verdict.kind === "faults" && verdict.critical ? t("health.verdictText.critical") : t(`health.verdictText.${verdict.kind}`);
  return (
    <section aria-labelledby="health-verdict" className="flex items-center gap-4 rounded-lg border border-line bg-raised p-4">
      <span aria-hidden="true" className={cx("flex size-12 shrink-0 items-center justify-center rounded-full", box)}>
        <Icon className="size-6" />
      </span>
      <div className="min-w-0">
        <h2 id="health-verdict" className="text-xl font-semibold tracking-tight text-balance">
          {title}
        </h2>
        <p className="text-base text-pretty text-muted">{text}</p>
      </div>
    </section>
  );
}
