import { z } from "zod";
import type { DriverDetails } from "#db/queries/accounts/driver-details.ts";
import { listBadgeAwards } from "#db/queries/scoring/badges.ts";
import { getDriverRollup } from "#db/queries/scoring/rollups.ts";
import { type GarageVehicle, listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import type { Scope } from "#server/domain/scope.ts";
import { toIso } from "#server/domain/time.ts";
import { activityOf, newestSpeed } from "#server/domain/vehicles/activity.ts";
import { badgeBody } from "./badges.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { km, maybe, moment, pathId, points, round, roundOrNull } from "./fields.ts";
import { meanSpeed, toAge, toContactsText, toNames } from "./to-driver.ts";
import { toFullProfile } from "./to-profile.ts";
import { driverReader } from "./users.ts";

const gender = z.enum(["M", "F", "O"]).nullable();
const names = { fname: z.string(), lname: z.string().meta({ description: "The last word of the name; empty for a single word." }) };
const photo = z.url().meta({ description: "One drawing for everyone: no pictures of people are kept." });
const photoUrl = ({ publicUrl }: RouteDeps) => new URL("/driver.svg", publicUrl).href;

const score = maybe.meta({ description: "0 to 100; null before the first scored trip." });
const errors = ["not_found"] as const;

const graphFlag = z
  .enum(["True", "False", "true", "false"])
  .default("False")
  .meta({ description: "True: with the score of each of the newest 1,000 scored trips, oldest first." });

const pointsBody = z.object({
  mil_score: points,
  idl_score: points,
  spd_score: points,
  cmp_score: points,
  hbr_score: points,
  hac_score: points,
  graph: z.array(z.object({ scr: z.number(), id: z.int(), sts: moment })).optional(),
});

const aboutPoints = `Points of the newest score over 28 days, 0 to 20 each: mil fuel economy, idl idling, spd speeding, cmp clutch,
hbr hard braking, hac hard acceleration. What cmp stands for is nowhere said; it is read as the clutch part. A part that could not be
measured is left out, all of them before the first scored trip.`;

type Garage = (scope: Scope, driver: DriverDetails) => Promise<GarageVehicle[]>;

/** What the screens of Carnot's app show of a driver. */
export function declareProfiles(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now } = deps;
  const readGarage: Garage = async (scope, { cars }) =>
    cars.length === 0 ? [] : listGarageVehicles(db, scope, { at: now(), vehicleIds: cars.map(({ id }) => id) });
  declareOverviews(api, deps);
  declareStatistics(api, deps);
  declarePoints(api, deps);
  declareGarage(api, deps, readGarage);
}

function declareOverviews(api: CarnotFamily, deps: RouteDeps): void {
  const readDriver = driverReader(deps);

  api.get(
    "/users/{id}/overview",
    {
      summary: "A driver in short",
      params: pathId,
      ok: z.object({ gender, age: z.int().nullable(), ...names, score, photo, ntrips: z.int() }),
      errors,
    },
    async ({ scope, params }) => {
      const { name, gender, bornOn, card, totals } = await readDriver(scope, params.id);
      const age = toAge(bornOn, toIso(deps.now().getTime()).slice(0, 10));
      return { gender, age, ...toNames(name), score: roundOrNull(card?.score, 1), photo: photoUrl(deps), ntrips: totals.trips };
    },
  );
  api.get(
    "/users/{id}/driverprofile",
    {
      summary: "Who a driver is",
      params: pathId,
      ok: z.object({ dob: z.iso.date().nullable(), photo, ...names, econtacts: z.string(), gender }),
      errors,
    },
    async ({ scope, params }) => {
      const { name, gender, bornOn, emergencyContacts } = await readDriver(scope, params.id);
      return { dob: bornOn, photo: photoUrl(deps), ...toNames(name), econtacts: toContactsText(emergencyContacts), gender };
    },
  );
}

function declareStatistics(api: CarnotFamily, deps: RouteDeps): void {
  const readDriver = driverReader(deps);
  api.get(
    "/users/{id}/driverstats",
    {
      summary: "A driver's statistics",
      description: "Sums over all finished trips: seconds, km, km/h with standing included.",
      params: pathId,
      ok: z.object({
        total_time: z.int(),
        ...names,
        avg_speed: z.number(),
        driver_score: score,
        ntrips: z.int(),
        total_dist: z.number(),
      }),
      errors,
    },
    async ({ scope, params }) => {
      const { name, card, totals } = await readDriver(scope, params.id);
      return {
        total_time: Math.round(totals.durationS),
        ...toNames(name),
        avg_speed: meanSpeed(totals),
        driver_score: roundOrNull(card?.score, 1),
        ntrips: totals.trips,
        total_dist: km(totals.distanceM),
      };
    },
  );
}

function declarePoints(api: CarnotFamily, deps: RouteDeps): void {
  const { db } = deps;
  const readDriver = driverReader(deps);

  api.get(
    "/users/{id}/driverpoints",
    {
      summary: "A driver's points",
      description: aboutPoints,
      params: pathId,
      query: z.object({ graph: graphFlag }),
      ok: pointsBody,
      errors: ["not_found"],
    },
    async ({ scope, params, query }) => {
      const withGraph = query.graph.toLowerCase() === "true";
      const [{ card }, rollup] = await Promise.all([
        readDriver(scope, params.id),
        withGraph ? getDriverRollup(db, scope, { driverId: params.id }) : null,
      ]);
      const graph = rollup?.points.flatMap(({ tripId, startedAtMs, driveScore }) =>
        driveScore === null ? [] : { scr: round(driveScore, 1), id: tripId, sts: toIso(startedAtMs) },
      );
      return { ...toPoints(card?.parts), ...(graph && { graph }) };
    },
  );
  api.get(
    "/users/{id}/graphs",
    {
      summary: "When a driver drove",
      description: "The newest 1,000 finished trips, oldest first.",
      params: pathId,
      ok: z.object({ graph: z.array(z.object({ id: z.int(), sts: moment })) }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const rollup = await getDriverRollup(db, scope, { driverId: params.id });
      return { graph: rollup.points.map(({ tripId, startedAtMs }) => ({ id: tripId, sts: toIso(startedAtMs) })) };
    },
  );
}

type Parts = NonNullable<DriverDetails["card"]>["parts"];

function toPoints(parts: Partial<Parts> = {}): z.infer<typeof pointsBody> {
  const { mil, idl, spd, clt, hbr, hac } = parts;
  const named = { mil_score: mil, idl_score: idl, spd_score: spd, cmp_score: clt, hbr_score: hbr, hac_score: hac };
  return Object.fromEntries(
    Object.entries(named).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, round(value, 1)]])),
  );
}

const aboutProfile = `A list of one. hardBreak and hardAcc count hard braking and acceleration, speed is the mean in km/h, time and
idlingTime are seconds, mileage is km a litre over the trips whose fuel is known. tips is always
empty: none are given. badge has every badge in the order it was earned, recentBadges those of the last 28 days.`;

const profilesBody = z.object({
  profiles: z.array(
    z.object({
      driverscore: maybe,
      nTrips: z.int(),
      tips: z.array(z.string()),
      distance: z.number(),
      mileage: maybe,
      hardBreak: z.int(),
      badge: z.array(badgeBody),
      gender,
      hardAcc: z.int(),
      photo: z.null(),
      speed: z.number(),
      recentBadges: z.array(badgeBody),
      time: z.int(),
      idlingTime: z.int(),
      isOnTrip: z.boolean(),
      name: z.string(),
      age: z.int().nullable(),
    }),
  ),
});

const text = z.string().nullable().meta({ description: "A number as a text; null when it is not known." });

function declareGarage(api: CarnotFamily, deps: RouteDeps, readGarage: Garage): void {
  const { db, now, publicUrl } = deps;
  const readDriver = driverReader(deps);
  const drives = (car: GarageVehicle) => activityOf(knownOf(car), now().getTime()) === "driving";

  api.get(
    "/users/{id}/fullprofile",
    { summary: "All about a driver", description: aboutProfile, params: pathId, ok: profilesBody, errors: ["not_found"] },
    async ({ scope, params }) => {
      const [driver, awards] = await Promise.all([readDriver(scope, params.id), listBadgeAwards(db, scope, { driverId: params.id })]);
      const cars = await readGarage(scope, driver);
      const isOnTrip = cars.some((car) => car.driver?.id === driver.id && drives(car));
      return { profiles: [toFullProfile(driver, { isOnTrip, awards, now: now(), publicUrl })] };
    },
  );
  api.get(
    "/users/{id}/garage",
    {
      summary: "A driver's cars, live",
      description: "The cars assigned now, by name. Positions and speed are texts, which is how the document has them.",
      params: pathId,
      ok: z.object({
        cars: z.array(z.object({ id: z.int(), name: z.string(), isOnTrip: z.boolean(), lat: text, lon: text, speed: text })),
      }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const cars = await readGarage(scope, await readDriver(scope, params.id));
      return { cars: cars.map((car) => toGarageCar(car, drives(car))) };
    },
  );
}

const knownOf = ({ newestAt, signals }: GarageVehicle) => ({
  newestAtMs: newestAt?.getTime() ?? null,
  signals,
});

function toGarageCar({ id, name, signals }: GarageVehicle, isOnTrip: boolean) {
  const { lat, lon } = signals?.position?.value ?? {};
  const speed = newestSpeed(signals)?.value;
  return { id, name, isOnTrip, lat: lat?.toFixed(6) ?? null, lon: lon?.toFixed(6) ?? null, speed: speed?.toFixed(2) ?? null };
}
