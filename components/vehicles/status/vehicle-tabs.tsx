"use client";

import Link from "next/link";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";

export type VehicleTab = "overview" | "health" | "service" | "documents";

const tabs: readonly VehicleTab[] = ["overview", "health", "service", "documents"];

/** The pages of one car. */
export function VehicleTabs({ vehicleId, current }: { vehicleId: number; current: VehicleTab }) {
  const t = useMessages();
  return (
    <nav aria-label={t("vehicle.pages")} className="-mt-2 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab}>
            <Link
              href={tab === "overview" ? `/vehicles/${vehicleId}` : `/vehicles/${vehicleId}/${tab}`}
              aria-current={tab === current ? "page" : undefined}
              className={cx(
                "-mb-px block border-b-2 py-2 text-base font-medium whitespace-nowrap transition-colors",
                tab === current ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
              )}
            >
              {t(`vehicle.tabs.${tab}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
