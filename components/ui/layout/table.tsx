import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** A table that scrolls sideways in its own box on narrow screens. The caption names it for those who cannot see it. */
export function Table({ caption, children, className }: { caption: string; children: ReactNode; className?: string }) {
  return (
    <div className="relative overflow-x-auto">
      <table className={cx("w-full border-collapse text-sm", className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

type CellProps = { numeric?: boolean };

export function Th({ numeric = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        "h-9 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

export function Td({ numeric = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return <td {...rest} className={cx("h-11 px-3 first:pl-4 last:pr-4", numeric && "figures text-right whitespace-nowrap", className)} />;
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cx("border-b border-line transition-colors last:border-0 hover:bg-hover", className)} />;
}
