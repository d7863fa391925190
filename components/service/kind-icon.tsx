import { BatteryWarning, FileText, type LucideIcon, TriangleAlert, Wrench } from "lucide-react";
import type { DueKind } from "./due/due-data.ts";

const icons: Record<DueKind, LucideIcon> = { service: Wrench, document: FileText, dtc: TriangleAlert, battery: BatteryWarning };

export function KindIcon({ kind }: { kind: DueKind }) {
  const Icon = icons[kind];
  return (
    <span aria-hidden="true" className="inline-flex size-8 shrink-0 items-center justify-center rounded-full bg-hover text-muted">
      <Icon className="size-4" />
    </span>
  );
}
