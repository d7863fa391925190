import { z } from "zod";
import { listAlerts } from "#db/queries/alerts/alerts.ts";
import { listOpenCodes } from "#db/queries/health/dtc-episodes.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { iso, moment, pathId } from "./fields.ts";
import { highestFirst, pageQuery, readPage } from "./paginate.ts";
import { toCodeNotice, toNotice, toUsDateTime } from "./to-notification.ts";
import { driverReader } from "./users.ts";

const carNotice = z.object({
  type: z.string().meta({ description: "Always Car card" }),
  title: z.string(),
  message: z.string(),
  date_time: z.string().meta({ description: "When it happened, MM/DD/YY HH:MM:SS in UTC" }),
});

const card = z.object({ date_time: moment, type: z.string().meta({ description: "Always Car Card" }), desc: z.string() });
const fault = z.object({
  link: z.url().meta({ description: "The car's health page" }),
  desc: z.string(),
  title: z.string(),
  type: z.union([z.literal(1), z.literal(2)]).meta({ description: "2: critical" }),
  error: z.string().meta({ description: "The fault code" }),
});

/** Alerts and fault codes as Carnot's notifications. */
export function declareNotifications(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now, publicUrl } = deps;
  api.get(
    "/cars/{id}/notifications",
    {
      summary: "A car's notifications",
      description: `The alerts of the car. limit, before and after count by the ids of alerts, which are not shown. ${highestFirst}`,
      params: pathId,
      query: pageQuery,
      ok: z.array(carNotice),
      errors: ["not_found"],
    },
    async ({ scope, params, query: page, context }) => {
      const at = now();
      const { id: vehicleId } = await getVehicleCard(db, scope, { vehicleId: params.id, at, reach: "now" });
      const read = ({ limit, before, after }: typeof page) =>
        listAlerts(db, scope, { vehicleId, at, limit, beforeId: before, afterId: after });
      const alerts = await readPage({ page, context, publicUrl }, "before", ({ id }) => id, read);
      return alerts.map((alert) => ({ type: "Car card", ...toNotice(alert), date_time: toUsDateTime(alert.at) }));
    },
  );
  declareOfDriver(api, deps);
}

/** More than this a driver is not told at once. */
const newest = 100;

function declareOfDriver(api: CarnotFamily, deps: RouteDeps): void {
  const { publicUrl } = deps;
  const readDriver = driverReader(deps);
  api.get(
    "/users/{id}/notifications",
    {
      summary: "A driver's notifications",
      description: `The newest ${newest} alerts of the driver and of the cars assigned to them now, newest first, then the open fault codes of
these cars.`,
      params: pathId,
      ok: z.array(z.union([card, fault])),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const { id: driverId, cars } = await readDriver(scope, params.id);
      const vehicleIds = cars.map(({ id }) => id);
      const [alerts, open] = await Promise.all([readAlerts(deps, scope, { driverId, vehicleIds }), readCodes(deps, scope, vehicleIds)]);
      const cards = alerts.map((alert) => {
        const { title, message } = toNotice(alert);
        return { date_time: iso(alert.at), type: "Car Card", desc: `${title}. ${message}` };
      });
      return [...cards, ...open.map(({ vehicleId, code }) => toCodeNotice(code, vehicleId, publicUrl))];
    },
  );
}

async function readAlerts(
  { db, now }: RouteDeps,
  scope: Scope,
  { driverId, vehicleIds }: { driverId: number; vehicleIds: readonly number[] },
): Promise<AlertDetails[]> {
  const reads = [{ driverId }, ...vehicleIds.map((vehicleId) => ({ vehicleId }))];
  const lists = await Promise.all(reads.map((of) => listAlerts(db, scope, { ...of, at: now(), limit: newest })));
  const unique = new Map(lists.flat().map((alert) => [alert.id, alert]));
  return [...unique.values()].sort((a, b) => b.id - a.id).slice(0, newest);
}

async function readCodes({ db, now }: RouteDeps, scope: Scope, vehicleIds: readonly number[]) {
  const at = now();
  const lists = vehicleIds.map(async (vehicleId) => {
    const codes = await listOpenCodes(db, scope, { vehicleId, at });
    return codes.map((code) => ({ vehicleId, code }));
  });
  return (await Promise.all(lists)).flat();
}
