"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useAlertNews } from "#components/alerts/use-alert-news.ts";
import { useTRPC, useTRPCClient } from "#components/trpc.tsx";
import { createFleetCache } from "./fleet-cache.ts";
import { joinLiveHub } from "./live-hub.ts";
import { createOpenSource } from "./live-source.ts";
import type { LiveListener, LivePerson, LiveStatus } from "./live-update.ts";
import { LiveContext } from "./use-live-fleet.ts";

interface Props {
  person: LivePerson;
  /** The newest event when the page was rendered. */
  lastEventId: string;
  children: ReactNode;
}

/**
 * One connection for all screens, and for all tabs of a browser that one person has open: what they show is kept in step with the
 * fleet, and new alerts are announced on any of them.
 */
export function LiveProvider({ person, lastEventId, children }: Props) {
  return <LiveContext value={useFleetConnection(person, lastEventId)}>{children}</LiveContext>;
}

function useFleetConnection({ userId, accountId }: LivePerson, renderedEventId: string): LiveStatus {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const announce = useAlertNews();
  const [status, setStatus] = useState<LiveStatus>("connecting");
  // The page is rendered again from time to time; the connection goes on from where it is.
  const [lastEventId] = useState(renderedEventId);
  useEffect(() => {
    const cache = createFleetCache(queries, trpc);
    const listener: LiveListener = {
      onStatus: setStatus,
      onUpdate: (update) => {
        if (update.kind === "ready") {
          if (update.reread) cache.rereadAll();
          return;
        }
        cache.write(update);
        announce(update.alerts);
      },
    };
    const leave = connect({ api, person: { userId, accountId }, lastEventId, listener });
    return () => {
      leave();
      cache.stop();
    };
  }, [api, queries, trpc, announce, userId, accountId, lastEventId]);
  return status;
}

interface Connection {
  api: ReturnType<typeof useTRPCClient>;
  person: LivePerson;
  lastEventId: string;
  listener: LiveListener;
}

/** Shares one stream with the other tabs; a browser that cannot (locks need https or localhost) polls in each of them. */
function connect({ api, person, lastEventId, listener }: Connection): () => void {
  const { locks } = navigator as Partial<Navigator>;
  const sharing = locks !== undefined && "BroadcastChannel" in window;
  // A full load: nothing of the other session stays in memory.
  const onSignedOut = () => window.location.reload();
  const openSource = createOpenSource({ client: api, person, streaming: sharing, onSignedOut });
  if (!sharing) return openSource(lastEventId, listener);
  const name = `motorpool-live:${person.accountId}:${person.userId}`;
  return joinLiveHub({ ...listener, name, lastEventId, openSource, locks, isVisible: () => !document.hidden });
}
