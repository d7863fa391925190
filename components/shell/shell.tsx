"use client";

import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { LogoMark } from "#components/ui/logo.tsx";
import { BottomNav } from "./bottom-nav.tsx";
import { type NavItem, navItems } from "./nav-items.ts";
import { NavLink } from "./nav-link.tsx";
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
        <UserMenu person={person} />
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
    <nav aria-label={t("shell.navigation")} className="flex min-h-0 flex-1 flex-col justify-between gap-4 overflow-y-auto pb-2">
      <SideList items={navItems.filter((item) => !item.foot)} />
      <SideList items={navItems.filter((item) => item.foot)} />
    </nav>
  );
}

function SideList({ items }: { items: readonly NavItem[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => (
        <li key={item.key}>
          <NavLink
            item={item}
            link="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base font-medium transition-colors focus-visible:-outline-offset-2 [&_svg]:size-4"
            current="bg-hover text-ink [&_svg]:text-accent-text"
            other="text-muted hover:bg-hover hover:text-ink"
            badge="ml-auto"
          />
        </li>
      ))}
    </ul>
  );
}
