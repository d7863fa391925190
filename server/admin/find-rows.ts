import { type Account, listAccounts } from "#db/queries/accounts/accounts.ts";
import { listDrivers } from "#db/queries/accounts/drivers.ts";
import { listUsers } from "#db/queries/accounts/users.ts";
import { listApps } from "#db/queries/apps/apps.ts";
import { listDevices } from "#db/queries/vehicles/devices.ts";
import { listVehicles } from "#db/queries/vehicles/vehicles.ts";
import { commandLineScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { readOsUser } from "#server/os-user.ts";

/** Rows by what people call them: the id that lists print, or a name, plate, serial or e-mail address where only one row has it. */

/** What the command line acts as: the system, for whoever started it. */
export const adminActor = { kind: "system", reason: "command line", osUser: readOsUser() } as const;

/** A row with the scope to act on it. */
export interface Found<Row> {
  scope: Scope;
  row: Row;
}

interface Identified {
  id: number;
}

/** Throws `not_found` when nothing is called so and `conflict` when several rows are; an id goes before a name. */
function pick<Row extends Identified>(
  noun: string,
  reference: string,
  found: readonly Found<Row>[],
  names: (row: Row) => (string | null)[],
) {
  const wanted = reference.trim().toLowerCase();
  const byId = found.filter(({ row }) => String(row.id) === wanted);
  const matches = byId.length > 0 ? byId : found.filter(({ row }) => names(row).some((name) => name?.toLowerCase() === wanted));
  const [match, ...others] = matches;
  if (!match) throw new AppError("not_found", `There is no ${noun} "${reference}". See them with: ${noun} list`);
  if (others.length > 0) {
    const ids = matches.map(({ row }) => row.id).join(", ");
    throw new AppError("conflict", `Several are called "${reference}": give the id of one, ${ids}.`);
  }
  return match;
}

/** An account by id or name. */
export async function findAccountCalled({ db }: CommandDeps, reference: string): Promise<Found<Account>> {
  const accounts = await listAccounts(db, adminActor);
  return pick(
    "account",
    reference,
    accounts.map((row) => ({ scope: commandLineScope(row.id, adminActor), row })),
    (row) => [row.name],
  );
}

/** The rows of one account, or of all. */
export async function listFound<Row>(
  deps: CommandDeps,
  account: string | undefined,
  list: (scope: Scope) => Promise<Row[]>,
): Promise<Found<Row>[]> {
  const scopes =
    account === undefined
      ? (await listAccounts(deps.db, adminActor)).map(({ id }) => commandLineScope(id, adminActor))
      : [(await findAccountCalled(deps, account)).scope];
  const lists = await Promise.all(scopes.map(async (scope) => (await list(scope)).map((row) => ({ scope, row }))));
  return lists.flat();
}

/** A vehicle by id, name or plate. */
export async function findVehicleCalled(deps: CommandDeps, reference: string, account?: string) {
  const found = await listFound(deps, account, (scope) => listVehicles(deps.db, scope, deps.now()));
  return pick("vehicle", reference, found, (row) => [row.name, row.plate]);
}

/** A driver by id or name. */
export async function findDriverCalled(deps: CommandDeps, reference: string, account?: string) {
  const found = await listFound(deps, account, (scope) => listDrivers(deps.db, scope));
  return pick("driver", reference, found, (row) => [row.name]);
}

/** A device by id or serial. */
export async function findDeviceCalled(deps: CommandDeps, reference: string, account?: string) {
  const found = await listFound(deps, account, (scope) => listDevices(deps.db, scope));
  return pick("device", reference, found, (row) => [row.serial]);
}

/** An app by id, client id or name. */
export async function findAppCalled(deps: CommandDeps, reference: string, account?: string) {
  const found = await listFound(deps, account, (scope) => listApps(deps.db, scope, { at: deps.now() }));
  return pick("app", reference, found, (row) => [row.clientId, row.name]);
}

/** A user by id or e-mail address, in one account or in the only one they belong to. */
export async function findUserCalled(deps: CommandDeps, reference: string, account?: string) {
  const found = await listFound(deps, account, (scope) => listUsers(deps.db, scope));
  return pick("user", reference, found, (row) => [row.email]);
}
