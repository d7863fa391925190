import { z } from "zod";
import { listOpenCodes } from "#db/queries/health/dtc-episodes.ts";
import { listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import { notFound } from "#server/domain/errors.ts";
import { batteryHealth } from "#server/domain/health/battery.ts";
import { type DtcDescription, describeDtc } from "#server/domain/health/dtc/describe.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { maybe, pathId, roundOrNull } from "./fields.ts";

const unmeasured = z.null().meta({ description: "Always null: adapters do not measure it." });
const codes = z.array(z.string()).meta({ description: "Fault codes that are open now, stored and pending ones." });

const diagnosticsBody = z.object({
  battery_health: maybe.meta({
    description: "Of the starter battery by its voltage at rest, percent; null while it is charged, which hides it.",
  }),
  cabin_temperature: unmeasured,
  coolant_temperature: maybe.meta({ description: "°C" }),
  engine_oil: z.boolean().meta({ description: "False while a fault code of the oil's pressure or temperature is open." }),
  tyre_pressure_front_left: unmeasured,
  tyre_pressure_front_right: unmeasured,
  tyre_pressure_bottom_left: unmeasured,
  tyre_pressure_bottom_right: unmeasured,
  car_errors: codes,
});

const noTyres = {
  tyre_pressure_front_left: null,
  tyre_pressure_front_right: null,
  tyre_pressure_bottom_left: null,
  tyre_pressure_bottom_right: null,
};

/** Oil temperature P0195 to P0199, oil pressure P0520 to P0524. */
const oilCode = /^P0(19[5-9]|52[0-4])$/;

/** What is wrong with a car: open fault codes and what they mean. */
export function declareDiagnostics(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now } = deps;
  const errors = ["not_found"] as const;
  api.get(
    "/cars/{id}/diagnostics",
    { summary: "A car's health", description: "The newest known values.", params: pathId, ok: diagnosticsBody, errors },
    async ({ scope, params }) => {
      const at = now();
      const [[vehicle], open] = await Promise.all([
        listGarageVehicles(db, scope, { at, vehicleIds: [params.id] }),
        listOpenCodes(db, scope, { vehicleId: params.id, at }),
      ]);
      if (!vehicle) throw notFound("vehicle");
      return {
        battery_health: batteryHealth(vehicle.signals)?.healthPct ?? null,
        cabin_temperature: null,
        coolant_temperature: roundOrNull(vehicle.signals?.coolantC?.value, 1),
        engine_oil: !open.some((code) => oilCode.test(code)),
        ...noTyres,
        car_errors: open,
      };
    },
  );
  api.get(
    "/cars/{id}/errors",
    { summary: "A car's open fault codes", params: pathId, ok: z.object({ errors: codes }), errors },
    async ({ scope, params }) => {
      const at = now();
      const { id: vehicleId } = await getVehicleCard(db, scope, { vehicleId: params.id, at, reach: "now" });
      return { errors: await listOpenCodes(db, scope, { vehicleId, at }) };
    },
  );
  declareCode(api, deps);
}

const aboutCode = `Any fault code can be asked for, whether the car has it or not, in upper or lower case. What a manufacturer's own code
means is told only as far as its structure says it. The link leads to the car's health page.`;

function declareCode(api: CarnotFamily, { db, now, publicUrl }: RouteDeps): void {
  api.get(
    "/cars/{id}/errors/{code}",
    {
      summary: "What a fault code means",
      description: aboutCode,
      params: pathId.extend({ code: z.string().min(3).max(8) }),
      ok: z.object({
        code: z.string(),
        title: z.string(),
        desc: z.string().meta({ description: "Meaning, likely causes, what to do" }),
        severity: z.enum(["Info", "Low", "Medium", "Critical"]),
        ref_link: z.url(),
      }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const { id } = await getVehicleCard(db, scope, { vehicleId: params.id, at: now(), reach: "now" });
      const described = describeDtc(params.code);
      if (!described) throw notFound("fault code");
      const { code, title, severity } = described;
      return { code, title, desc: toSentences(described), severity: severityNames[severity], ref_link: healthPage(publicUrl, id) };
    },
  );
}

const severityNames = { info: "Info", low: "Low", medium: "Medium", critical: "Critical" } as const;

/** Meaning, likely causes, what to do. */
export function toSentences({ meaning, causes, advice }: DtcDescription): string {
  return [meaning, ...(causes.length > 0 ? [`Likely causes: ${causes.join("; ")}.`] : []), advice].join(" ");
}

export function healthPage(publicUrl: string, vehicleId: number): string {
  return new URL(`/vehicles/${vehicleId}/health`, publicUrl).href;
}
