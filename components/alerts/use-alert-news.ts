"use client";

import { usePathname, useRouter } from "next/navigation";
import { useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { leavePage } from "#components/ui/overlays/leave-page.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import { sayAlertOfCar } from "./alert-text.ts";

/** More at once are shown as a number. */
const maxToasts = 2;

/** Announces new alerts on whatever screen is open; the inbox shows them by itself. */
export function useAlertNews(): (updates: readonly { change: "raised" | "changed"; alert: AlertDetails }[]) => void {
  const t = useMessages();
  const format = useFormat();
  const toast = useToast();
  const router = useRouter();
  const pathname = usePathname();
  // A connection that is resumed repeats what may have been missed.
  const announced = useRef(new Set<number>());
  const announce = (updates: readonly { change: "raised" | "changed"; alert: AlertDetails }[]) => {
    const raised = updates.flatMap(({ change, alert }) => (change === "raised" && !announced.current.has(alert.id) ? [alert] : []));
    for (const { id } of raised) announced.current.add(id);
    if (raised.length === 0 || pathname === "/alerts") return;
    const showing = (path: string) => ({ label: t("alerts.show"), run: () => leavePage(() => router.push(path)) });
    if (raised.length > maxToasts) toast(t("alerts.news", { count: raised.length }), "news", showing("/alerts"));
    else for (const alert of raised.toReversed()) toast(sayAlertOfCar({ t, format }, alert), "news", showing(`/alerts/${alert.id}`));
  };
  // The connection outlives the page that was open when it was made.
  const newest = useRef(announce);
  newest.current = announce;
  return useRef((updates: Parameters<typeof announce>[0]) => newest.current(updates)).current;
}
