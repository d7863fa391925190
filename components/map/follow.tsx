"use client";

import { LocateFixed } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { useMap } from "./map-context.ts";

interface Props {
  /** Identifies what is followed: following starts switched on for each. */
  subject: string | number;
  /** Moves the map, without an animated zoom; another function whenever what is followed has moved. */
  show: () => void;
}

/** Keeps the map on something that moves, until a person moves or zooms the map or switches it off. */
export function Follow({ subject, show }: Props) {
  const t = useMessages();
  const { map } = useMap();
  const [leftSubject, setLeftSubject] = useState<Props["subject"] | null>(null);
  const following = leftSubject !== subject;
  const moves = useRef(false);

  useEffect(() => {
    if (!following) return;
    moves.current = true;
    show();
    moves.current = false;
  }, [following, show]);

  useEffect(() => {
    // Leaflet reports the start of our own moves before `show` returns; any other start is a person's.
    const leave = () => {
      if (!moves.current) setLeftSubject(subject);
    };
    map.on("movestart zoomstart", leave);
    return () => {
      map.off("movestart zoomstart", leave);
    };
  }, [map, subject]);

  return (
    <button
      type="button"
      aria-pressed={following}
      title={t("map.followText")}
      onClick={() => setLeftSubject(following ? subject : null)}
      className={cx(
        "touch absolute bottom-9 left-2.5 z-[500] inline-flex h-9 items-center gap-1.5 rounded-md border px-2.5 text-sm font-medium shadow-sm transition-colors [&_svg]:size-4",
        following ? "border-accent bg-accent text-accent-ink" : "border-line bg-raised text-muted hover:border-line-strong hover:text-ink",
      )}
    >
      <LocateFixed aria-hidden="true" />
      {t("map.follow")}
    </button>
  );
}
