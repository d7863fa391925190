import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** A raised area. `Card` alone has no padding, so that lists and maps reach its edges. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section {...rest} className={cx("overflow-clip rounded-lg border border-line bg-raised", className)} />;
}

interface HeaderProps {
  title: ReactNode;
  /** One line below the title. */
  hint?: ReactNode;
  /** Buttons or links at the end of the row. */
  actions?: ReactNode;
  id?: string;
}

export function CardHeader({ title, hint, actions, id }: HeaderProps) {
  return (
    <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0">
        <h2 id={id} className="text-base font-semibold tracking-tight">
          {title}
        </h2>
        {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      </div>
      {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cx("px-4 pb-4", className)} />;
}
