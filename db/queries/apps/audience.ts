/** Which people's apps hear of something that happened to a car. */
import { sql } from "drizzle-orm";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { isValidAt, type Queryable } from "#db/queries/visibility.ts";
import { driverAssignments } from "#db/schema/vehicles.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { Role } from "#server/domain/scope.ts";

/** An app that a person of the event's account has let read, with what it needs to be told. */
export interface AudienceRow {
  appId: number;
  clientId: string;
  webhookUrl: string | null;
  webhookFormat: "v1" | "v2";
  webhookSchedule: "classic" | "long";
  grantId: number;
  userId: number;
  userUid: string;
  role: Role;
  /** The drivers of the account that the person is. */
  driverIds: number[];
  /** Of all live access tokens together. */
  scopes: AppScope[];
  /** One for each event and person, the same each time it is asked for. */
  uid: string;
  deviceUid: string | null;
  /** Of the account. */
  timeZone: string;
}

export interface AudienceArgs {
  /** What the live tokens must hold. */
  needs: AppScope;
  /** The adapter that told. */
  deviceId: number | null;
  /** Only these apps. */
  appIds?: readonly number[];
  /** Only apps that have a webhook which is in use. */
  withWebhook?: true;
  /** Tokens and assignments count that are good then. */
  at: Date;
}

/** Whether anybody of an account allows an app with a webhook that is in use; asked for each event, so that most cost no job. */
export async function hasWebhooks(db: Queryable, accountId: number): Promise<boolean> {
  const rows = await db.execute(sql`
    select from app_grants g join apps a on a.id = g.app_id
    where g.account_id = ${accountId} and g.revoked_at is null and a.webhook_url is not null and a.webhook_disabled_at is null limit 1`);
  return rows.length > 0;
}

type Row = Record<string, unknown> & Omit<AudienceRow, "driverIds"> & { driverIds: (number | string)[] };

/**
 * Everybody in the event's account who has an app that may hear of it: nobody who was disabled or has left, no grant that was
 * revoked, and drivers only of what is theirs (a trip they drove; else a car that is assigned to them now). By grant.
 */
export async function listAudience(db: Queryable, event: OutboxEvent, args: AudienceArgs): Promise<AudienceRow[]> {
  const at = sql`${args.at.toISOString()}::timestamptz`;
  const theirs =
    event.type === "trip.completed"
      ? sql`exists (select from trips where trips.id = ${event.tripId} and trips.driver_id = any(own.ids))`
      : sql`exists (select from ${driverAssignments} where ${driverAssignments.vehicleId} = ${event.vehicleId}
          and ${driverAssignments.driverId} = any(own.ids) and ${isValidAt(driverAssignments, args.at)})`;
  const ofApps = args.appIds ? sql`and a.id = any(${`{${args.appIds.join(",")}}`}::bigint[])` : sql``;
  const withWebhook = args.withWebhook ? sql`and a.webhook_url is not null and a.webhook_disabled_at is null` : sql``;
  const rows = await db.execute<Row>(sql`
    select a.id::float8 as "appId", a.client_id as "clientId", a.webhook_url as "webhookUrl", a.webhook_format as "webhookFormat",
      a.webhook_schedule as "webhookSchedule", g.id::float8 as "grantId", u.id::float8 as "userId", u.uid as "userUid", m.role,
      own.ids as "driverIds", held.scopes, md5(concat_ws(':', ${event.id}::bigint, c.uid, u.uid))::uuid as uid,
      d.uid as "deviceUid", c.time_zone as "timeZone"
    from app_grants g
    join apps a on a.id = g.app_id
    join accounts c on c.id = g.account_id
    join users u on u.id = g.user_id and u.disabled_at is null
    join memberships m on m.account_id = g.account_id and m.user_id = g.user_id
    left join devices d on d.id = ${args.deviceId} and d.account_id = g.account_id
    cross join lateral (
      select array(select id from drivers where drivers.account_id = g.account_id and drivers.user_id = u.id order by id) as ids
    ) own
    cross join lateral (
      select array_agg(distinct scope) as scopes from oauth_tokens t cross join lateral unnest(t.scopes) as scope
      where t.grant_id = g.id and t.kind = 'access' and t.revoked_at is null and t.expires_at > ${at}
    ) held
    where g.account_id = ${event.accountId} and g.revoked_at is null and held.scopes @> array[${args.needs}]::text[]
      and (m.role <> 'driver' or ${theirs}) ${ofApps} ${withWebhook}
    order by g.id`);
  return rows.map((row) => ({ ...row, driverIds: row.driverIds.map(Number) }));
}

/** Rows of the outbox, in order of id; those that are gone are missing. */
export async function findRoadEvents(db: Queryable, eventIds: readonly number[]): Promise<OutboxEvent[]> {
  const rows = await db.execute<Record<string, unknown> & Omit<OutboxEvent, "at"> & { atMs: number }>(sql`
    select id::float8 as id, account_id::float8 as "accountId", type, vehicle_id::float8 as "vehicleId", trip_id::float8 as "tripId",
      (extract(epoch from at) * 1000)::float8 as "atMs", payload
    from events where id = any(${`{${eventIds.join(",")}}`}::bigint[]) order by events.id`);
  return rows.map(({ atMs, ...row }) => ({ ...row, at: new Date(Number(atMs)) }));
}
