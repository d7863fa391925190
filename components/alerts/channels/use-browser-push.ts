"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { nameBrowser } from "./browser-name.ts";
import { type BrowserPush, readBrowserPush, subscribeBrowser, unsubscribeBrowser } from "./push-browser.ts";

/** Whether this browser gets notifications, and the ways to change that. */
export function useBrowserPush() {
  const t = useMessages();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [browser, setBrowser] = useState<BrowserPush | null>(null);
  const { data: known } = useSuspenseQuery(trpc.alerts.pushSubscriptions.queryOptions());
  const { mutateAsync: add } = useMutation(trpc.alerts.addPush.mutationOptions());
  const { mutateAsync: remove } = useMutation(trpc.alerts.removePush.mutationOptions());
  const look = () => readBrowserPush().then(setBrowser, () => setBrowser({ state: "unsupported", endpoint: null }));
  useEffect(() => {
    void readBrowserPush().then(setBrowser, () => setBrowser({ state: "unsupported", endpoint: null }));
  }, []);
  const settle = async () => {
    await Promise.all([queries.invalidateQueries(trpc.alerts.pushSubscriptions.queryFilter()), look()]);
  };

  const turnOn = useMutation({
    mutationFn: async () => {
      const keys = await subscribeBrowser(await queries.fetchQuery(trpc.alerts.pushKey.queryOptions()));
      const name = nameBrowser(navigator.userAgent);
      const label = name ? t("alerts.channels.browserOn", name) : t("alerts.channels.someBrowser");
      if (keys) await add({ ...keys, label });
    },
    onSettled: settle,
  });
  const turnOff = useMutation({
    mutationFn: async () => {
      const endpoint = await unsubscribeBrowser();
      if (endpoint !== null && known.some((other) => other.endpoint === endpoint)) await remove({ endpoint });
    },
    onSettled: settle,
  });

  // A subscription that somebody else made here does not reach this person.
  const ours = browser?.state === "on" && known.some(({ endpoint }) => endpoint === browser.endpoint);
  const state = browser?.state === "on" && !ours ? "off" : browser?.state;
  return {
    state: turnOn.isError || turnOff.isError ? ("failed" as const) : (state ?? ("checking" as const)),
    changeable: state === "on" || state === "off",
    on: state === "on",
    busy: turnOn.isPending || turnOff.isPending,
    turnOn: () => turnOn.mutate(),
    turnOff: () => turnOff.mutate(),
    others: known.filter(({ endpoint }) => endpoint !== browser?.endpoint),
  };
}
