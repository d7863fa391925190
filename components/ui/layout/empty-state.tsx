import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

interface Props {
  /** A lucide icon. */
  icon?: ReactNode;
  title: string;
  /** What to do about it. */
  children?: ReactNode;
  action?: ReactNode;
  /** `h1` where nothing else is on the page. */
  heading?: "h1" | "h2";
  className?: string;
}

/** Says why there is nothing here and what would bring something. */
export function EmptyState({ icon, title, children, action, heading: Heading = "h2", className }: Props) {
  return (
    <div className={cx("flex flex-col items-center justify-center gap-1 px-6 py-14 text-center", className)}>
      {icon ? (
        <div aria-hidden="true" className="mb-3 flex size-11 items-center justify-center rounded-full bg-hover text-muted [&_svg]:size-5">
          {icon}
        </div>
      ) : null}
      <Heading className="text-base font-semibold">{title}</Heading>
      {children ? <p className="max-w-sm text-sm text-pretty text-muted">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
