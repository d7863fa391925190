import { z } from "zod";
import { listServicePlans, listServiceRecords, type ServicePlanLine, type ServiceRecordLine } from "#db/queries/service/services.ts";
import { completeService, recordService } from "#server/commands/service/records.ts";
import { notFound } from "#server/domain/errors.ts";
import { dueStates } from "#server/domain/service/due.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { maybe, pathId, roundOrNull } from "./fields.ts";

const day = z.iso.date();

const planBody = z.object({
  id: z.int(),
  name: z.string(),
  every_km: maybe,
  every_months: maybe,
  every_engine_hours: maybe,
  last_date: day.meta({ description: "When it was last done, or the plan was made" }),
  last_odometer: maybe.meta({ description: "km" }),
  state: z.enum(dueStates).meta({ description: "soon: within 30 days" }),
  due_date: day.nullable().meta({ description: "Of what comes first; null when it cannot be told" }),
  forecast: z.boolean().meta({ description: "True when due_date is worked out from recent use" }),
  due_odometer: maybe.meta({ description: "km" }),
});

const recordBody = z.object({
  id: z.int(),
  plan: z.int().nullable(),
  name: z.string(),
  date: day,
  odometer: maybe.meta({ description: "km" }),
  engine_hours: maybe,
  cost: maybe,
  currency: z.string().nullable().meta({ description: "ISO 4217" }),
  done_by: z.string().nullable(),
  note: z.string().nullable(),
});

const work = z.object({
  plan: z.int().positive().nullish().meta({ description: "The plan whose work it was; the next one is counted from it." }),
  name: z.string().max(1000).nullish().meta({ description: "What was done; needed without a plan." }),
  date: z.string().max(40).nullish().meta({ description: "A day like 2026-03-01; today unless given" }),
  odometer: z.number().nullish().meta({ description: "km; for today's work as the car tells it unless given" }),
  engine_hours: z.number().nullish(),
  cost: z.number().nullish(),
  currency: z.string().max(40).nullish().meta({ description: "ISO 4217; the account's unless given" }),
  done_by: z.string().max(1000).nullish(),
  note: z.string().max(5000).nullish(),
});

const own = "Carnot's document has this heading without a call: this one is ours, in its style.";

/** What a car needs again and again, and what was done. */
export function declareServicing(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now } = deps;
  api.get(
    "/cars/{id}/servicing",
    {
      summary: "A car's services",
      description: `The plans in force and what was done, newest first. ${own}`,
      params: pathId,
      ok: z.object({ plans: z.array(planBody), records: z.array(recordBody) }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const of = { vehicleId: params.id, at: now() };
      const [plans, records] = await Promise.all([listServicePlans(db, scope, of), listServiceRecords(db, scope, of)]);
      return { plans: plans.map(toPlan), records: records.map(toRecord) };
    },
  );
  declareWork(api, deps);
}

function declareWork(api: CarnotFamily, deps: RouteDeps): void {
  api.post(
    "/cars/{id}/servicing",
    {
      summary: "Note a service as done",
      description: `For managers and keys that may write. ${own}`,
      params: pathId,
      body: work.meta({ example: { name: "Oil and filter", date: "2026-03-01", odometer: 42_000, cost: 120 } }),
      ok: z.object({ id: z.int().meta({ description: "The new record" }) }),
      errors: ["forbidden", "not_found"],
    },
    async ({ scope, params: { id: vehicleId }, body }) => {
      const { plan, name, date, odometer, engine_hours, cost, currency, done_by, note } = body;
      const known = { engineHours: engine_hours ?? null, cost: cost ?? null, note: note ?? null, doneBy: done_by || null };
      const facts = { ...known, doneOn: date ?? undefined, odometerKm: odometer ?? undefined, currency: currency || undefined };
      if (!plan) return { id: (await recordService(deps, scope, { vehicleId, name: name ?? "", ...facts })).id };
      const plans = await listServicePlans(deps.db, scope, { vehicleId, at: deps.now() });
      if (!plans.some(({ id }) => id === plan)) throw notFound("service plan");
      return { id: (await completeService(deps, scope, { planId: plan, ...facts })).id };
    },
  );
}

function toPlan({ id, name, everyKm, everyMonths, everyEngineHours, lastOn, lastKm, forecast }: ServicePlanLine): z.infer<typeof planBody> {
  return {
    id,
    name,
    every_km: everyKm,
    every_months: everyMonths,
    every_engine_hours: everyEngineHours,
    last_date: lastOn,
    last_odometer: roundOrNull(lastKm, 1),
    state: forecast.state,
    due_date: forecast.dueOn,
    forecast: forecast.forecast,
    due_odometer: roundOrNull(forecast.dueKm, 1),
  };
}

function toRecord(record: ServiceRecordLine): z.infer<typeof recordBody> {
  const { id, planId, name, doneOn, odometerKm, engineHours, cost, currency, doneBy, note } = record;
  const numbers = { odometer: roundOrNull(odometerKm, 1), engine_hours: roundOrNull(engineHours, 1), cost };
  return { id, plan: planId, name, date: doneOn, ...numbers, currency, done_by: doneBy, note };
}
