"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import { cx } from "../ui/cx.ts";
import { LogoMark } from "../ui/logo.tsx";
import { isCurrent, navItems } from "./nav-items.ts";
import type { ShellPerson } from "./shell-person.ts";
import { UserMenu } from "./user-menu.tsx";

/** The frame of every screen: a sidebar on desktop, a bar at the bottom of a phone. */
export function Shell({ person, children }: { person: ShellPerson; children: ReactNode }) {
  const t = useMessages();
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-4 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-[1500]"
      >
        {t("shell.skip")}
      </a>
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-line bg-surface px-3 pt-4 pb-3 md:flex">
        <div className="mb-5 flex items-center gap-2.5 px-2">
          <LogoMark className="size-7 shrink-0" />
          <div className="min-w-0 leading-tight">
            <div className="truncate font-semibold tracking-tight">{person.accountName}</div>
            <div className="text-xs text-muted">{t("common.productName")}</div>
          </div>
        </div>
        <SideNav />
        <div className="mt-auto">
          <UserMenu person={person} />
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 pb-[var(--shell-bottom)] outline-none">
        {children}
      </main>
      <BottomNav />
    </div>
  );
}

function SideNav() {
  const t = useMessages();
  return (
    <nav aria-label={t("shell.navigation")}>
      <NavList
        className="flex flex-col gap-0.5"
        link="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base font-medium transition-colors [&_svg]:size-4"
        current="bg-hover text-ink [&_svg]:text-accent-text"
        other="text-muted hover:bg-hover hover:text-ink"
      />
    </nav>
  );
}

function BottomNav() {
  const t = useMessages();
  return (
    <nav
      aria-label={t("shell.navigation")}
      className="fixed inset-x-0 bottom-0 z-[1100] border-t border-line bg-raised pb-[env(safe-area-inset-bottom,0px)] md:hidden"
    >
      <NavList
        className="grid h-14 grid-cols-4"
        link="flex h-full flex-col items-center justify-center gap-1 text-2xs font-medium focus-visible:-outline-offset-2 [&_svg]:size-5"
        current="text-accent-text"
        other="text-muted"
      />
    </nav>
  );
}

interface NavListProps {
  className: string;
  /** Classes of every link, of the one to the page that is open, and of the others. */
  link: string;
  current: string;
  other: string;
}

function NavList({ className, link, current, other }: NavListProps) {
  const t = useMessages();
  const pathname = usePathname();
  return (
    <ul className={className}>
      {navItems.map((item) => {
        const isOpen = isCurrent(item, pathname);
        return (
          <li key={item.key}>
            <Link href={item.href} aria-current={isOpen ? "page" : undefined} className={cx(link, isOpen ? current : other)}>
              <item.icon aria-hidden="true" />
              {t(`shell.${item.key}`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
