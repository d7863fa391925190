import { Command } from "commander";
import { createAccountNoun } from "./accounts.ts";
import { createAppNoun } from "./apps.ts";
import { createAssignNoun } from "./assign.ts";
import { createAuditNoun } from "./audit.ts";
import type { AdminContext } from "./context.ts";
import { createDeviceNoun } from "./devices.ts";
import { createDriverNoun } from "./drivers.ts";
import { createGeofenceNoun } from "./geofences.ts";
import { createInvitationNoun } from "./invitations.ts";
import { createSetupNoun } from "./setup.ts";
import { createTokenNoun } from "./tokens.ts";
import { createUserNoun } from "./users.ts";
import { createVehicleNoun } from "./vehicles.ts";

const example = `
Examples:
  npm run -s admin -- account create --name "Acme"
  npm run -s admin -- vehicle create --account Acme --name Golf --make Volkswagen --model Golf --plate W-123
  npm run -s admin -- device create --serial OBD-7 --vehicle Golf --json
  npm run -s admin -- driver create --account Acme --name Ann --user ann@acme.example
  npm run -s admin -- assign --driver Ann --vehicle Golf --from 2026-03-01
  npm run -s admin -- token create --family carnot --account Acme --scope read --json`;

/** The command line for those who run the server and for scripts. Wrong usage and failures are thrown, for the process to report. */
export function createProgram(context: AdminContext): Command {
  const program = new Command("npm run -s admin --")
    .description("Manages accounts, people, vehicles, devices and tokens on the server itself. What it changes is kept in the audit log.")
    .helpCommand(false)
    .addHelpText("after", example);
  const nouns = [
    createAccountNoun,
    createUserNoun,
    createVehicleNoun,
    createDriverNoun,
    createDeviceNoun,
    createAssignNoun,
    createGeofenceNoun,
    createTokenNoun,
    createInvitationNoun,
    createAppNoun,
    createAuditNoun,
    createSetupNoun,
  ];
  for (const create of nouns) program.addCommand(create(context));
  throwInsteadOfExit(program);
  return program;
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError("(add --help for what is possible)");
  for (const sub of command.commands) throwInsteadOfExit(sub);
}
