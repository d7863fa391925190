"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useUnreadAlerts } from "#components/alerts/use-unread-alerts.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { isCurrent, type NavItem } from "./nav-items.ts";

interface Props {
  item: NavItem;
  /** Classes of every link, of the one to the page that is open, and of the others. */
  link: string;
  current: string;
  other: string;
  /** Where the number of unread alerts sits. */
  badge: string;
}

/** A link of the frame; the one to the alerts says how many are unread. */
export function NavLink({ item, link, current, other, badge }: Props) {
  const t = useMessages();
  const isOpen = isCurrent(item, usePathname());
  return (
    <Link href={item.href} aria-current={isOpen ? "page" : undefined} className={cx("relative", link, isOpen ? current : other)}>
      <item.icon aria-hidden="true" />
      {t(`shell.${item.key}`)}
      {item.key === "alerts" ? <UnreadBadge className={badge} /> : null}
    </Link>
  );
}

/** More than this is written as "99+". */
const maxShown = 99;

function UnreadBadge({ className }: { className: string }): ReactNode {
  const t = useMessages();
  const count = useUnreadAlerts();
  if (count === 0) return null;
  return (
    <>
      <span className="sr-only">{t("shell.unread", { count })}</span>
      <span
        aria-hidden="true"
        className={cx("figures h-4.5 min-w-4.5 rounded-full bg-accent px-1.5 text-center text-2xs leading-4.5 text-accent-ink", className)}
      >
        {count > maxShown ? `${maxShown}+` : count}
      </span>
    </>
  );
}
