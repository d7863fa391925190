"use client";

import { BatteryFull, BatteryWarning, CircleCheck, CircleHelp, type LucideIcon, PlugZap, TriangleAlert, Unplug } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { Moment } from "#components/ui/values/quantity.ts";
import { Age } from "#components/ui/values/value.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";
import { findLowBattery } from "#server/domain/health/battery.ts";
import type { AgingValue } from "#server/domain/vehicles/stale.ts";
import { useIsStale } from "./use-is-stale.ts";

interface Props {
  facts: CarFacts;
  className?: string;
}

/** Check engine light, fault codes, battery and adapter: each says how it is, and since when that is known. */
export function HealthCard({ facts, className }: Props) {
  const t = useMessages();
  const { id, signals } = facts.car;
  return (
    <Card aria-label={t("vehicle.health")} className={className}>
      <CardHeader title={t("vehicle.health")} />
      <CardBody className="flex flex-col gap-3.5">
        <MilLine mil={signals?.mil} />
        <CodeLines vehicleId={id} codes={signals?.dtcs} />
        <BatteryLine signals={signals} />
        <AdapterLine device={facts.car.device} />
        <Link href={`/vehicles/${id}/health`} className="text-sm text-accent-text underline underline-offset-4">
          {t("vehicle.allOfHealth")}
        </Link>
      </CardBody>
    </Card>
  );
}

type Mood = "good" | "warn" | "bad" | "unknown";
const moods: Record<Mood, string> = { good: "text-good", warn: "text-warn", bad: "text-bad", unknown: "text-faint" };

interface LineProps {
  icon: LucideIcon;
  mood: Mood;
  children: ReactNode;
  value: AgingValue;
  /** Since when it is known; left out where nothing is. */
  at?: Moment | null;
}

/** Grey once what it says is stale; what was wrong stays coloured, because age mends nothing. */
function Line({ icon: Icon, mood, children, value, at = null }: LineProps) {
  const stale = useIsStale(value, at);
  return (
    <p className="flex items-center gap-2.5">
      <Icon aria-hidden="true" className={cx("size-4.5 shrink-0", stale && mood === "good" ? moods.unknown : moods[mood])} />
      <span className={cx("min-w-0 flex-1", (stale || mood === "unknown") && "text-muted")} data-stale={stale || undefined}>
        {children}
      </span>
      {at === null ? null : <Age at={at} className="shrink-0 text-sm text-muted" />}
    </p>
  );
}

type Signals = NonNullable<CarFacts["car"]["signals"]>;

function MilLine({ mil }: { mil: Signals["mil"] }) {
  const t = useMessages();
  if (!mil) {
    return (
      <Line value="mil" icon={CircleHelp} mood="unknown">
        {t("vehicle.milUnknown")}
      </Line>
    );
  }
  return (
    <Line icon={mil.value ? TriangleAlert : CircleCheck} mood={mil.value ? "bad" : "good"} value="mil" at={mil.atMs}>
      {t(mil.value ? "vehicle.milOn" : "vehicle.milOff")}
    </Line>
  );
}

/** Each code leads to what it means. */
function CodeLines({ vehicleId, codes }: { vehicleId: number; codes: Signals["dtcs"] }) {
  const t = useMessages();
  if (!codes || codes.length === 0) {
    return (
      <Line value="dtcs" icon={CircleCheck} mood="good">
        {t("vehicle.noCodes")}
      </Line>
    );
  }
  return codes.map(({ code, status, atMs }) => (
    <Line key={code} icon={TriangleAlert} mood={status === "stored" ? "bad" : "warn"} value="dtcs" at={atMs}>
      <Link href={`/vehicles/${vehicleId}/health#${code}`} className="font-mono text-sm font-medium underline underline-offset-4">
        {code}
      </Link>{" "}
      <span className="text-muted">{t(`vehicle.${status}`)}</span>
    </Line>
  ));
}

function BatteryLine({ signals }: { signals: CarFacts["car"]["signals"] }) {
  const t = useMessages();
  const format = useFormat();
  const battery = signals?.batteryV;
  if (!battery) {
    return (
      <Line value="batteryV" icon={CircleHelp} mood="unknown">
        {t("vehicle.batteryUnknown")}
      </Line>
    );
  }
  const low = findLowBattery(signals) !== null;
  return (
    <Line icon={low ? BatteryWarning : BatteryFull} mood={low ? "warn" : "good"} value="batteryV" at={battery.atMs}>
      {t(low ? "vehicle.batteryLow" : "vehicle.batteryGood")}, {format.voltage(battery.value).text}
    </Line>
  );
}

function AdapterLine({ device }: { device: CarFacts["car"]["device"] }) {
  const t = useMessages();
  if (!device || device.plugged === null) {
    return (
      <Line value="plugged" icon={CircleHelp} mood="unknown">
        {t(device ? "vehicle.adapterUnknown" : "vehicle.noAdapter")}
      </Line>
    );
  }
  return (
    <Line icon={device.plugged ? PlugZap : Unplug} mood={device.plugged ? "good" : "warn"} value="plugged" at={device.reportedAt}>
      {t(device.plugged ? "vehicle.adapterIn" : "vehicle.adapterOut")}
    </Line>
  );
}
