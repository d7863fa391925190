import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { t } from "#components/messages/messages.ts";
import { cx } from "#components/ui/cx.ts";

/** The body of a screen: one column with the usual margins. A map screen leaves it out and uses `screen-fill`. */
export function Page({ children, width = "wide" }: { children: ReactNode; width?: "narrow" | "wide" | "full" }) {
  const widths = { narrow: "max-w-3xl", wide: "max-w-6xl", full: "max-w-none" };
  return <div className={cx("mx-auto flex w-full flex-col gap-5 px-4 pt-5 pb-10 md:px-8 md:pt-7", widths[width])}>{children}</div>;
}

export interface Crumb {
  label: string;
  href: string;
}

interface HeaderProps {
  title: ReactNode;
  /** A line of facts below the title. */
  meta?: ReactNode;
  /** The way back up, without the page itself. */
  breadcrumbs?: readonly Crumb[];
  actions?: ReactNode;
  /** Before the title: an avatar, a score. */
  lead?: ReactNode;
}

export function PageHeader({ title, meta, breadcrumbs, actions, lead }: HeaderProps) {
  return (
    <header className="flex flex-col gap-1.5">
      {breadcrumbs ? <Breadcrumbs crumbs={breadcrumbs} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-56 items-center gap-3.5">
          {lead}
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
            {meta ? <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">{meta}</div> : null}
          </div>
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={t("common.breadcrumbs")} className="flex flex-wrap items-center gap-1 text-sm text-muted">
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.href}>
          {index > 0 ? <ChevronRight aria-hidden="true" className="size-3.5 text-faint" /> : null}
          <Link href={crumb.href} className="-mx-1 inline-flex items-center rounded-sm px-1 py-0.5 hover:text-ink">
            {crumb.label}
          </Link>
        </Fragment>
      ))}
      <ChevronRight aria-hidden="true" className="size-3.5 text-faint" />
    </nav>
  );
}
