import type { Db } from "#db/client.ts";
import type { Account } from "#db/queries/accounts/accounts.ts";
import type { ExportFilter } from "#db/queries/trips/export.ts";
import { listVehicles } from "#db/queries/vehicles/vehicles.ts";
import { systemScope } from "#server/auth/scope.ts";
import { AppError } from "#server/domain/errors.ts";

/** What to export, as it is typed. */
export interface Selection {
  vehicle?: string;
  account?: string;
  from?: string;
  to?: string;
}

/** One query for each account that has something to export. Throws AppError for an account, a vehicle or a time that does not exist. */
export async function readFilter(
  db: Db,
  accounts: readonly Account[],
  selection: Selection,
): Promise<{ accountId: number; filter: ExportFilter }[]> {
  const { account, vehicle } = selection;
  const chosen = account === undefined ? accounts : accounts.filter(({ name }) => name === account);
  if (account !== undefined && chosen.length === 0) throw new AppError("not_found", `There is no account "${account}".`);
  const span = { from: readTime("--from", selection.from), to: readTime("--to", selection.to) };
  if (vehicle === undefined) return chosen.map(({ id }) => ({ accountId: id, filter: span }));
  const found = await Promise.all(chosen.map(async ({ id }) => ({ accountId: id, vehicleIds: await findVehicleIds(db, id, vehicle) })));
  const matching = found.filter(({ vehicleIds }) => vehicleIds.length > 0);
  if (matching.length === 0) throw new AppError("not_found", `There is no vehicle "${vehicle}".`);
  return matching.map(({ accountId, vehicleIds }) => ({ accountId, filter: { ...span, vehicleIds } }));
}

/** By name, and by number where the text is one. */
async function findVehicleIds(db: Db, accountId: number, text: string): Promise<number[]> {
  const vehicles = await listVehicles(db, systemScope(accountId, "export"), new Date());
  return vehicles.filter(({ id, name }) => name.toLowerCase() === text.toLowerCase() || String(id) === text).map(({ id }) => id);
}

function readTime(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text);
  const time = new Date(isTime ? text : Number.NaN);
  if (Number.isNaN(time.getTime()))
    throw new AppError("bad_request", `${option} needs a day or ISO 8601 with a zone, like 2026-03-01T08:00:00Z, not "${text}".`);
  return time;
}
