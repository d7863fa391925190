import { CarFront, type LucideIcon, Route, SlidersHorizontal, Users } from "lucide-react";

export interface NavItem {
  key: "garage" | "trips" | "drivers" | "settings";
  href: string;
  icon: LucideIcon;
  /** Other paths that belong to it. */
  also?: string;
}

export const navItems: readonly NavItem[] = [
  { key: "garage", href: "/garage", icon: CarFront, also: "/vehicles" },
  { key: "trips", href: "/trips", icon: Route },
  { key: "drivers", href: "/drivers", icon: Users },
  { key: "settings", href: "/settings", icon: SlidersHorizontal },
];

/** True on the item's own page and on all below it. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return [item.href, item.also].some((path) => path !== undefined && (pathname === path || pathname.startsWith(`${path}/`)));
}
