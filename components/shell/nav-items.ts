import { Bell, CarFront, Code, Hexagon, type LucideIcon, Route, SlidersHorizontal, Users, Wrench } from "lucide-react";

export interface NavItem {
  key: "garage" | "trips" | "drivers" | "alerts" | "service" | "geofences" | "developers" | "settings";
  href: string;
  icon: LucideIcon;
  /** Other paths that belong to it. */
  also?: string;
  /** At the bottom of the sidebar, away from the daily work. */
  foot?: true;
  /** In the bar of a phone; the others are behind "More" there. */
  inBar?: true;
}

export const navItems: readonly NavItem[] = [
  { key: "garage", href: "/garage", icon: CarFront, also: "/vehicles", inBar: true },
  { key: "trips", href: "/trips", icon: Route, inBar: true },
  { key: "drivers", href: "/drivers", icon: Users, inBar: true },
  { key: "alerts", href: "/alerts", icon: Bell, inBar: true },
  { key: "service", href: "/service", icon: Wrench },
  { key: "geofences", href: "/geofences", icon: Hexagon },
  { key: "developers", href: "/developers", icon: Code, foot: true },
  { key: "settings", href: "/settings", icon: SlidersHorizontal, foot: true },
];

/** True on the item's own page and on all below it. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return [item.href, item.also].some((path) => path !== undefined && (pathname === path || pathname.startsWith(`${path}/`)));
}
