"use client";

import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "./format.tsx";
import { useNow } from "./now.ts";
import type { Moment, Quantity } from "./quantity.ts";

type Size = "sm" | "md" | "lg" | "xl";

const sizes: Record<Size, string> = {
  sm: "text-base font-medium",
  md: "text-xl font-semibold",
  lg: "text-3xl font-semibold",
  xl: "text-4xl font-semibold",
};

interface ValueProps {
  quantity: Quantity;
  size?: Size;
  /** Too old to say how it is now: grey, and its age must stand beside it. */
  stale?: boolean;
  className?: string;
}

/** A number with its unit set small beside it: `<Value quantity={format.speed(62)} />`. */
export function Value({ quantity, size = "sm", stale = false, className }: ValueProps) {
  const unknown = quantity.value === "–";
  return (
    <span
      className={cx(
        "figures inline-flex items-baseline gap-[0.25em] whitespace-nowrap",
        sizes[size],
        unknown && "text-faint",
        stale && "text-muted",
        className,
      )}
      data-stale={stale || undefined}
    >
      {quantity.value}
      {quantity.unit ? <span className="text-[max(0.6em,0.75rem)] font-normal tracking-normal text-muted">{quantity.unit}</span> : null}
    </span>
  );
}

/** How old something is, ticking: "12 s ago". The exact moment is its title. */
export function Age({ at, className }: { at: Moment; className?: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} className={cx("figures whitespace-nowrap", className)}>
      {format.age(at, now)}
    </time>
  );
}

interface StatProps {
  label: ReactNode;
  quantity: Quantity;
  /** When the value was measured; shown as its age. */
  at?: Moment | null | undefined;
  /** A line below instead of the age: a comparison, a source. */
  hint?: ReactNode;
  icon?: ReactNode;
  size?: Size;
  /** See {@link Value}. */
  stale?: boolean;
  className?: string;
}

/** A named number with its unit and its age. */
export function Stat({ label, quantity, at, hint, icon, size = "md", stale = false, className }: StatProps) {
  return (
    <div className={cx("flex min-w-0 flex-col gap-0.5", className)}>
      <dt className="flex items-center gap-1.5 text-xs text-muted [&_svg]:size-3.5">
        {icon}
        {label}
      </dt>
      <dd className="flex flex-col">
        <Value quantity={quantity} size={size} stale={stale} />
        {at !== null && at !== undefined ? <Age at={at} className="text-xs text-muted" /> : null}
        {hint ? <span className="text-xs text-muted">{hint}</span> : null}
      </dd>
    </div>
  );
}

/** A row or grid of stats. */
export function StatGrid({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl className={cx("grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]", className)}>
      {children}
    </dl>
  );
}
