import { type ImportTarget, listImportTargets } from "#db/queries/telemetry/imports.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";

/** The device to import for. Throws AppError with what to do when there is none, or when several accounts have such a serial. */
export async function getTarget({ db }: CommandDeps, serial: string, accountName?: string): Promise<ImportTarget> {
  const targets = await listImportTargets(db, { serial, accountName });
  const [target, other] = targets;
  if (!target) throw new AppError("not_found", unknownDevice(serial, accountName));
  if (other) {
    const names = targets.map((found) => `"${found.accountName}"`).join(", ");
    throw new AppError("conflict", `Several accounts have a device "${serial}": ${names}. Say which with --account.`);
  }
  if (target.revokedAt)
    throw new AppError("forbidden", `The device "${serial}" was revoked on ${target.revokedAt.toISOString()}: it takes no uploads.`);
  return target;
}

function unknownDevice(serial: string, accountName: string | undefined): string {
  const where = accountName === undefined ? "" : ` in the account "${accountName}"`;
  return [
    `There is no device "${serial}"${where}. Create one in a vehicle first:`,
    "  npm run -s admin -- vehicle create --account ACCOUNT --name NAME",
    `  npm run -s admin -- device create --account ACCOUNT --serial ${JSON.stringify(serial)} --vehicle VEHICLE_ID`,
  ].join("\n");
}
