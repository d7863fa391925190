import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { type AppScope, appScopes } from "#server/domain/apps/scopes.ts";
import { toAutomaticId, toDeviceId } from "#server/domain/automatic/ids.ts";
import { type Ask, createAutomaticClient } from "./fixtures/client.ts";
import { createFleet, type TestFleet } from "./fixtures/fleet.ts";
import type { Listed } from "./fixtures/shapes.ts";
import { issueToken } from "./fixtures/tokens.ts";

let database: TestDatabase;
let fleet: TestFleet;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase();
  fleet = await createFleet(database);
  ask = createAutomaticClient(database, null);
});
afterAll(() => database.drop());

/** The tables of the documents: which keys an object has, by what they need together. `scope:public` comes with every token. */
type Fields = [needs: AppScope[], keys: string][];

const trip: Fields = [
  [["scope:trip"], "url id driver user started_at ended_at distance_m duration_s vehicle start_timezone end_timezone idling_time_s tags"],
  [["scope:location", "scope:trip"], "start_location start_address end_location end_address path"],
  [
    ["scope:behavior", "scope:trip"],
    "fuel_cost_usd fuel_volume_l average_kmpl average_from_epa_kmpl score_events score_speeding hard_brakes hard_accels " +
      "duration_over_70_s duration_over_75_s duration_over_80_s city_fraction highway_fraction night_driving_fraction",
  ],
  [["scope:vehicle:events", "scope:trip"], "vehicle_events"],
];
const tripTag: Fields = [[["scope:trip"], "tag created_at"]];
const user: Fields = [
  [[], "id url"],
  [["scope:user:profile"], "username first_name last_name email"],
];
const userProfile: Fields = [[["scope:user:profile"], "url user date_joined tagged_locations"]];
const userMetadata: Fields = [
  [
    ["scope:user:profile"],
    "url user firmware_version app_version os_version device_type phone_platform is_latest_app_version authenticated_clients is_staff",
  ],
];
const vehicle: Fields = [
  [[], "url id"],
  [["scope:vehicle:vin"], "vin"],
  [
    ["scope:vehicle:profile"],
    "created_at updated_at make model year submodel display_name color fuel_grade fuel_level_percent battery_voltage active_dtcs",
  ],
  // Not in the documents, but clients read it.
  [["scope:location"], "latest_location"],
];
const mil: Fields = [[["scope:vehicle:profile"], "code on created_at description"]];
const device: Fields = [
  [[], "id url version"],
  [["scope:adapter:basic"], "direct_access_token app_encryption_key"],
];
const tag: Fields = [[[], "tag"]];

const calls: [call: string, path: (fleet: TestFleet) => string, fields: Fields][] = [
  ["/trip", () => "/trip/", trip],
  ["/user/{id}/trip", () => "/user/me/trip/", trip],
  ["/trip/{id}", ({ trip: { uid } }) => `/trip/${toAutomaticId("trip", uid)}/`, trip],
  ["/trip/{id}/tag/{tag}", ({ trip: { uid } }) => `/trip/${toAutomaticId("trip", uid)}/tag/business/`, tripTag],
  ["/user/{id}", () => "/user/me/", user],
  ["/user/{id}/profile", () => "/user/me/profile/", userProfile],
  ["/user/{id}/metadata", () => "/user/me/metadata/", userMetadata],
  ["/vehicle", () => "/vehicle/", vehicle],
  ["/user/{id}/vehicle", () => "/user/me/vehicle/", vehicle],
  ["/vehicle/{id}", ({ vehicle: { uid } }) => `/vehicle/${toAutomaticId("vehicle", uid)}/`, vehicle],
  ["/vehicle/{id}/mil", ({ vehicle: { uid } }) => `/vehicle/${toAutomaticId("vehicle", uid)}/mil/`, mil],
  ["/vehicle/mil", () => "/vehicle/mil/", mil],
  ["/device", () => "/device/", device],
  ["/user/{id}/device", () => "/user/me/device/", device],
  ["/device/{id}", ({ device: { uid } }) => `/device/${toDeviceId(uid)}/`, device],
  ["/user/{id}/device/{device_id}", ({ device: { uid } }) => `/user/me/device/${toDeviceId(uid)}/`, device],
  ["/tag", () => "/tag/", tag],
  ["/tag/{slug}", () => "/tag/business/", tag],
];

/** Each scope alone, each left out, and what well-known clients ask for. */
const sets: AppScope[][] = [
  [],
  ...appScopes.map((scope) => [scope]),
  ...appScopes.map((scope) => appScopes.filter((other) => other !== scope)),
  ["scope:location", "scope:trip", "scope:vehicle:events", "scope:vehicle:profile", "scope:current_location"],
  ["scope:trip", "scope:location", "scope:vehicle:profile", "scope:vehicle:events", "scope:behavior"],
  ["scope:location", "scope:behavior", "scope:vehicle:events"],
  [...appScopes],
];

/** The keys a token with these scopes sees, in order of the alphabet; null: it may not ask. */
function keysFor(fields: Fields, scopes: readonly AppScope[]): string[] | null {
  const shown = fields.filter(([needs]) => needs.every((need) => scopes.includes(need))).flatMap(([, keys]) => keys.split(" "));
  return shown.length > 0 ? shown.sort() : null;
}

/** The keys of an object, or of each of a list, which must be the same. */
function keysIn(body: object): string[][] {
  const objects = "results" in body ? (body as Listed).results : [body];
  return [...new Set(objects.map((object) => Object.keys(object).sort().join(" ")))].map((keys) => keys.split(" "));
}

describe.each(sets.map((scopes) => [scopes.join(" ") || "no scope", scopes] as const))("a token with %s", (_, scopes) => {
  test("sees of each object the keys the documents say, and may not ask where there are none", async () => {
    const token = await issueToken(database.orm, { userId: fleet.user.id, accountId: fleet.accountId, scopes });
    for (const [call, path, fields] of calls) {
      const { status, body } = await ask(path(fleet), { token });
      const keys = keysFor(fields, scopes);
      if (keys) expect([call, status, keysIn(body as object)]).toEqual([call, 200, [keys]]);
      else expect([call, status, body]).toMatchObject([call, 403, { error: "err_forbidden" }]);
    }
  });
});
