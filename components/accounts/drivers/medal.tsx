import {
  Anchor,
  CalendarCheck,
  ClipboardCheck,
  Feather,
  Footprints,
  Gauge,
  Hourglass,
  Leaf,
  type LucideIcon,
  MoonStar,
  PowerOff,
  TrendingUp,
  Trophy,
  Undo2,
  WavesHorizontal,
} from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import type { BadgeKey } from "#server/domain/scoring/badges/badge.ts";

type MedalTone = "accent" | "good" | "warn";

/** The picture of each badge: teal for single feats, green for one's own improvement, gold for what lasted. As in public/badges. */
const medals: Record<BadgeKey, { icon: LucideIcon; tone: MedalTone }> = {
  first_score: { icon: ClipboardCheck, tone: "accent" },
  smooth_ten: { icon: Feather, tone: "accent" },
  gentle_foot: { icon: Footprints, tone: "accent" },
  engine_off: { icon: PowerOff, tone: "accent" },
  within_limits: { icon: Gauge, tone: "accent" },
  night_care: { icon: MoonStar, tone: "accent" },
  smooth_week: { icon: WavesHorizontal, tone: "warn" },
  strong_week: { icon: CalendarCheck, tone: "warn" },
  comeback: { icon: Undo2, tone: "good" },
  rising: { icon: TrendingUp, tone: "good" },
  idling_halved: { icon: Hourglass, tone: "good" },
  lean_month: { icon: Leaf, tone: "good" },
  steady_month: { icon: Anchor, tone: "warn" },
  strong_quarter: { icon: Trophy, tone: "warn" },
};

const looks: Record<MedalTone, { metal: string; face: string; icon: string }> = {
  accent: { metal: "fill-accent", face: "fill-accent-soft", icon: "text-accent-text" },
  good: { metal: "fill-good", face: "fill-good-soft", icon: "text-good" },
  warn: { metal: "fill-warn", face: "fill-warn-soft", icon: "text-warn" },
};
const lockedLook = { metal: "fill-line", face: "fill-hover", icon: "text-faint" };

/** A badge as a medal on its ribbon; grey until it is earned. The words beside it say the same. */
export function Medal({ badge, locked = false, className }: { badge: BadgeKey; locked?: boolean; className?: string }) {
  const { icon: Icon, tone } = medals[badge];
  const look = locked ? lockedLook : looks[tone];
  return (
    <span aria-hidden="true" className={cx("relative inline-block size-14 shrink-0", className)}>
      <svg viewBox="0 0 96 96" role="presentation" className="size-full">
        <path d="M30 56 22 92l14-6 8 8 6-36zM66 56l8 36-14-6-8 8-6-36z" className={cx(look.metal, "opacity-60")} />
        <circle cx="48" cy="40" r="36" className={look.metal} />
        <circle cx="48" cy="40" r="30" className="fill-raised" />
        <circle cx="48" cy="40" r="30" className={look.face} />
      </svg>
      <Icon className={cx("absolute top-[41.7%] left-1/2 size-[38%] -translate-x-1/2 -translate-y-1/2", look.icon)} />
    </span>
  );
}
