"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { speedBands } from "./speed-scale.ts";

const fills = ["bg-speed-0", "bg-speed-1", "bg-speed-2", "bg-speed-3", "bg-speed-4", "bg-speed-5"];

/** What the colours of a track mean, in the person's unit. */
export function SpeedLegend({ className }: { className?: string }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <figure className={cx("rounded-md border border-line bg-raised/90 px-2.5 py-1.5 text-2xs text-muted", className)}>
      <figcaption>
        {t("map.speed")}, {format.speed(0).unit}
      </figcaption>
      <ol className="mt-1 flex">
        {speedBands(format.units).map((band, index) => (
          <li key={band.token} className="figures w-10 text-center whitespace-nowrap">
            <span
              aria-hidden="true"
              className={cx("mb-0.5 block h-1.5", fills[index], index === 0 && "rounded-l-full", index === 5 && "rounded-r-full")}
            />
            {band.label}
          </li>
        ))}
      </ol>
    </figure>
  );
}
