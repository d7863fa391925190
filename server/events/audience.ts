import { type AudienceRow, listAudience } from "#db/queries/app-audience.ts";
import type { OutboxEvent } from "#db/queries/event-feed.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { eventScopes } from "#server/domain/automatic/event-scopes.ts";
import type { RoadEventFacts, Viewer } from "#server/domain/automatic/facts.ts";
import { isRoadEventType } from "#server/domain/automatic/road-event.ts";

/** An app that hears of an event, for one person. */
export interface Hearer {
  app: Pick<AudienceRow, "appId" | "clientId" | "webhookUrl" | "webhookFormat" | "webhookSchedule">;
  grantId: number;
  accountId: number;
  viewer: Pick<Viewer, "userUid" | "scopes">;
  facts: RoadEventFacts;
}

/**
 * Who hears of an event of the outbox, and what of it: an entry for each person of the account and app they have let hear of such
 * events, as far as that person may see them. Nobody hears of rows that are no road events, or whose car or trip is gone.
 */
export async function findAudience(
  db: Queryable,
  event: OutboxEvent,
  at: Date,
  args: { appIds?: readonly number[]; withWebhook?: true } = {},
): Promise<Hearer[]> {
  if (!isRoadEventType(event.type) || event.vehicleId === null) return [];
  const rows = await listAudience(db, event, { ...args, needs: eventScopes[event.type], deviceId: null, at });
  if (rows.length > 0) throw new Error("Not yet.");
  return [];
}
