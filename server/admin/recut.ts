import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { listVehicles } from "#db/queries/vehicles/vehicles.ts";
import { recutVehicle } from "#server/commands/trips/recut-vehicles.ts";
import { type AdminContext, addVerb, type Run } from "./context.ts";
import { findVehicleCalled, listFound } from "./find-rows.ts";
import { readText } from "./read-options.ts";

/** `vehicle recut`: what the worker does by itself when the rules of cutting have changed. */
export function addRecutVerb(noun: Command, context: AdminContext): void {
  const description =
    "cut the stored samples of a vehicle into trips again; what is right stays as it is, what changes is scored by the worker";
  addVerb(noun, context, "recut", description, async ({ deps }, options) => {
    const rows = [];
    for (const { scope, row } of await findWanted(deps, options)) {
      const onProgress = (share: number) => context.say(`${row.name}: ${Math.floor(share * 100)} %`);
      rows.push({ id: row.id, name: row.name, ...(await recutVehicle(deps, scope, { vehicleId: row.id, onProgress })) });
    }
    return rows;
  })
    .option("--vehicle <vehicle>", "the vehicle, by id, name or plate")
    .option("--all", "all vehicles, of one account where it is given")
    .option("--account <account>", "the account, by id or name");
}

async function findWanted(deps: Parameters<Run>[0]["deps"], options: Parameters<Run>[1]) {
  const [vehicle, account] = [readText(options, "vehicle"), readText(options, "account")];
  if ((vehicle === undefined) === (options["all"] === undefined)) throw new InvalidArgumentError("Give either --vehicle or --all.");
  if (vehicle !== undefined) return [await findVehicleCalled(deps, vehicle, account)];
  return listFound(deps, account, (scope) => listVehicles(deps.db, scope, deps.now()));
}
