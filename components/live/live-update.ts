import type { RouterOutputs } from "#components/router-outputs.ts";

/** What the server reports of the fleet; see server/trpc/live.ts. */
export type LiveUpdate = RouterOutputs["live"]["since"]["updates"][number];
export type FleetChange = Extract<LiveUpdate, { kind: "changed" }>;

export type LiveStatus = "connecting" | "live" | "offline";

/** Whose page it is: only their own updates may reach it. */
export interface LivePerson {
  userId: number;
  accountId: number;
}

/** Takes updates with the id of the newest event behind each, and how the connection is. */
export interface LiveListener {
  onUpdate: (update: LiveUpdate, eventId: string) => void;
  onStatus: (status: LiveStatus) => void;
}

/** Begins to report what happened after an event; the result ends it. */
export type OpenSource = (lastEventId: string | null, listener: LiveListener) => () => void;
