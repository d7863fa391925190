import type { Command } from "commander";
import { listDevices } from "#db/queries/vehicles/devices.ts";
import { createDevice, moveDevice, restoreDevice, revokeDevice } from "#server/commands/vehicles/devices.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { findDeviceCalled, findVehicleCalled, listFound } from "./find-rows.ts";
import { readMoment, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name, when several have one called so";
const deviceHelp = "the device, by id or serial";
const vehicleHelp = "the vehicle, by id, name or plate";

export function createDeviceNoun(context: AdminContext): Command {
  const noun = createNoun("device", "the adapters in the cars");
  addVerb(
    noun,
    context,
    "create",
    "create a device in a vehicle, and print its token, which is shown this once",
    async ({ deps }, options) => {
      const vehicle = await findVehicleCalled(deps, requireText(options, "vehicle"), readText(options, "account"));
      const created = await createDevice(deps, vehicle.scope, { serial: requireText(options, "serial"), vehicleId: vehicle.row.id });
      const { id, uid, accountId, serial, vehicleId, tokenId, token, createdAt } = created;
      return { id, uid, accountId, serial, vehicleId, tokenId, token, createdAt };
    },
  )
    .requiredOption("--serial <serial>", "what is printed on it")
    .requiredOption("--vehicle <vehicle>", vehicleHelp)
    .option("--account <account>", accountHelp);
  addVerb(noun, context, "list", "list the devices of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listDevices(deps.db, scope));
    return found.map(({ row }) => row);
  }).option("--account <account>", accountHelp);
  addVerb(noun, context, "move", "move a device to another vehicle", async ({ deps }, options) => {
    const account = readText(options, "account");
    const device = await findDeviceCalled(deps, requireText(options, "device"), account);
    const vehicle = await findVehicleCalled(deps, requireText(options, "vehicle"), String(device.scope.accountId));
    const at = readMoment(options, "at") ?? deps.now();
    return moveDevice(deps, device.scope, { deviceId: device.row.id, vehicleId: vehicle.row.id, at });
  })
    .requiredOption("--device <device>", deviceHelp)
    .requiredOption("--vehicle <vehicle>", vehicleHelp)
    .option("--at <time>", "when it moved: ISO 8601 with a zone, or a day (default: now)")
    .option("--account <account>", accountHelp);
  addDeviceVerb(noun, context, "revoke", "refuse everything the device uploads from now on", revokeDevice);
  addDeviceVerb(noun, context, "restore", "take what a revoked device uploads again", restoreDevice);
  return noun;
}

function addDeviceVerb(noun: Command, context: AdminContext, name: string, description: string, act: typeof revokeDevice): void {
  addVerb(noun, context, name, description, async ({ deps }, options) => {
    const { scope, row } = await findDeviceCalled(deps, requireText(options, "device"), readText(options, "account"));
    return act(deps, scope, { deviceId: row.id });
  })
    .argument("[device]", deviceHelp)
    .option("--device <device>", "the same as an option")
    .option("--account <account>", accountHelp);
}
