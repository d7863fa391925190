import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** Rows divided by lines; the rows are `ListRow`s. */
export function List({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <ul aria-label={label} className={cx("divide-y divide-line", className)}>
      {children}
    </ul>
  );
}

interface RowProps {
  href?: string;
  /** Before the text: an avatar, an icon, a score. */
  lead?: ReactNode;
  title: ReactNode;
  /** A second, quieter line. */
  meta?: ReactNode;
  /** At the end of the row: a badge, a number. */
  end?: ReactNode;
  selected?: boolean;
}

/** One thing of a list. With `href` the whole row is the link's target, and only the title is its name. */
export function ListRow({ href, lead, title, meta, end, selected = false }: RowProps) {
  return (
    <li
      className={cx(
        "relative flex min-h-14 items-center gap-3 px-4 py-2.5 transition-colors",
        href &&
          "hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent",
        selected && "bg-accent-soft",
      )}
    >
      {lead}
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium">
          {href ? (
            <Link href={href} aria-current={selected ? "true" : undefined} className="outline-none after:absolute after:inset-0">
              {title}
            </Link>
          ) : (
            title
          )}
        </div>
        {meta ? <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted">{meta}</div> : null}
      </div>
      {end ? <div className="flex shrink-0 items-center gap-3">{end}</div> : null}
    </li>
  );
}
