"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { Menu, MenuLink } from "#components/ui/overlays/menu.tsx";
import { isCurrent, navItems } from "./nav-items.ts";
import { NavLink } from "./nav-link.tsx";

const cell =
  "flex h-full w-full flex-col items-center justify-center gap-1 text-2xs font-medium focus-visible:-outline-offset-2 [&_svg]:size-5";
const open = "text-accent-text";
const closed = "text-muted";

/** The bar at the bottom of a phone: what is used daily, and the rest behind "More". */
export function BottomNav() {
  const t = useMessages();
  return (
    <nav
      aria-label={t("shell.navigation")}
      className="fixed inset-x-0 bottom-0 z-[1100] border-t border-line bg-raised pb-[env(safe-area-inset-bottom,0px)] md:hidden"
    >
      <ul className="grid h-14 grid-cols-5">
        {navItems
          .filter((item) => item.inBar)
          .map((item) => (
            <li key={item.key}>
              <NavLink item={item} link={cell} current={open} other={closed} badge="absolute top-1 left-1/2 ml-1" />
            </li>
          ))}
        <li>
          <More />
        </li>
      </ul>
    </nav>
  );
}

function More() {
  const t = useMessages();
  const pathname = usePathname();
  const items = navItems.filter((item) => !item.inBar);
  const isOpen = items.some((item) => isCurrent(item, pathname));
  return (
    <Menu side="top" align="end" trigger={<MoreButton className={cx(cell, isOpen ? open : closed)} />}>
      {items.map((item) => (
        <MenuLink key={item.key}>
          <Link href={item.href} aria-current={isCurrent(item, pathname) ? "page" : undefined} className="aria-[current]:font-medium">
            <item.icon aria-hidden="true" />
            {t(`shell.${item.key}`)}
          </Link>
        </MenuLink>
      ))}
    </Menu>
  );
}

function MoreButton({ className, ...rest }: ComponentProps<"button">) {
  const t = useMessages();
  return (
    <button type="button" {...rest} className={className}>
      <Ellipsis aria-hidden="true" />
      {t("common.more")}
    </button>
  );
}
