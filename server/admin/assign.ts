import type { Command } from "commander";
import { listDriverAssignments } from "#db/queries/vehicles/driver-assignments.ts";
import { assignDriver, endAssignment } from "#server/commands/vehicles/driver-assignments.ts";
import { AppError } from "#server/domain/errors.ts";
import { type AdminContext, addVerb, createNoun, withAction } from "./context.ts";
import { findDriverCalled, findVehicleCalled, listFound } from "./find-rows.ts";
import { readMoment, readText, requireText } from "./read-options.ts";

const momentHelp = "ISO 8601 with a zone, or a day";

/** `assign` is a noun and a verb in one: `assign --driver … --vehicle …`, `assign list`, `assign end`. */
export function createAssignNoun(context: AdminContext): Command {
  const noun = createNoun("assign", "say who drives a vehicle; trips go to whom was assigned latest before they start");
  withAction(noun, context, async ({ deps }, options) => {
    const driver = await findDriverCalled(deps, requireText(options, "driver"), readText(options, "account"));
    const vehicle = await findVehicleCalled(deps, requireText(options, "vehicle"), String(driver.scope.accountId));
    const period = { from: readMoment(options, "from"), to: readMoment(options, "to") };
    return assignDriver(deps, driver.scope, { driverId: driver.row.id, vehicleId: vehicle.row.id, ...period });
  })
    .option("--driver <driver>", "the driver, by id or name")
    .option("--vehicle <vehicle>", "the vehicle, by id, name or plate")
    .option("--account <account>", "the account, by id or name, when several have a driver called so")
    .option("--from <time>", `${momentHelp} (default: since ever)`)
    .option("--to <time>", `${momentHelp} (default: from then on)`);
  addVerb(noun, context, "list", "list the assignments of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listDriverAssignments(deps.db, scope));
    return found.map(({ row }) => row);
  }).option("--account <account>", "the account, by id or name");
  addVerb(noun, context, "end", "end an assignment, or take it back with --never", async ({ deps }, options) => {
    const assignmentId = Number(requireText(options, "assignment"));
    const found = await listFound(deps, undefined, (scope) => listDriverAssignments(deps.db, scope));
    const match = found.find(({ row }) => row.id === assignmentId);
    if (!match) throw new AppError("not_found", `There is no assignment ${requireText(options, "assignment")}. See them with: assign list`);
    const at = options["never"] ? null : (readMoment(options, "at") ?? deps.now());
    await endAssignment(deps, match.scope, { assignmentId: match.row.id, at });
    return { ...match.row, validTo: at, removed: at === null };
  })
    .argument("[assignment]", "its id")
    .option("--assignment <id>", "the same as an option")
    .option("--at <time>", `${momentHelp} (default: now)`)
    .option("--never", "it was a mistake: remove it altogether");
  return noun;
}
