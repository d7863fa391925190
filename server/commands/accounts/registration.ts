import { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { type Account, findAccount, lockAccount, updateRegistration } from "#db/queries/accounts/accounts.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { insertDriver } from "#db/queries/accounts/drivers.ts";
import {
  claimInvitation,
  hasOpenInvitation,
  type Invitation,
  insertInvitation,
  type PresentedInvitation,
  revokeInvitationRow,
} from "#db/queries/accounts/invitations.ts";
import { insertMembership } from "#db/queries/accounts/memberships.ts";
import { insertUser } from "#db/queries/accounts/users.ts";
import { checkNewPassword, hashPassword } from "#server/auth/passwords.ts";
import { checkAttempt, forgiveAttempt } from "#server/auth/throttle.ts";
import { hashToken, looksLikeToken, mintToken } from "#server/auth/tokens.ts";
import { refuseDevice, requireGrant } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { emailAddress, label, readArgs, rowId } from "#server/commands/fields.ts";
import { pickValues } from "#server/domain/accounts/audit/changes.ts";
import { keyFamilies } from "#server/domain/apps/api-families.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { insertLogin, type Login } from "./insert-login.ts";

const dayMs = 86_400_000;

const registration = z.strictObject({
  family: z.enum(keyFamilies),
  email: emailAddress,
  password: z.string(),
  name: label(100),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()/.-]{3,30}$/, "is not a telephone number")
    .nullish(),
  /** Needed where the account does not let anyone register. */
  invitation: z.string().max(200).nullish(),
  /** See networkOf. */
  network: z.string(),
});
type Registration = z.output<typeof registration>;

/** The invitation to use up; null: the account needs none. Throws `forbidden` when the person may not register. */
async function requireWelcome(db: Db, scope: Scope, { email, invitation }: Registration, now: Date): Promise<PresentedInvitation | null> {
  const account = await findAccount(db, scope);
  if (!invitation) {
    if (account?.registration === "open") return null;
    throw new AppError("forbidden", "This account lets only those register who have an invitation.");
  }
  const presented = { hash: hashToken(invitation), email, now };
  if (looksLikeToken("invitation", invitation) && (await hasOpenInvitation(db, scope, presented))) return presented;
  throw unwelcome();
}

const unwelcome = () => new AppError("forbidden", "This invitation is unknown, expired, used, or for another e-mail address.");

interface Registering {
  registration: Registration;
  passwordHash: string;
  invitation: PresentedInvitation | null;
  at: Date;
}

async function insertPerson(tx: Tx, scope: Scope, { registration: person, passwordHash, invitation, at }: Registering): Promise<Login> {
  if (invitation && !(await claimInvitation(tx, scope, invitation))) throw unwelcome();
  const { email, name, phone, family } = person;
  const user = await insertUser(tx, { email, name, passwordHash });
  if (!user) throw new AppError("conflict", "This e-mail address cannot be registered.");
  await insertMembership(tx, scope, user.id, "driver");
  const driver = await insertDriver(tx, scope, { name, userId: user.id, phone: phone ?? null });
  if (!driver) throw new Error("A new user is another driver already.");
  const after = { role: "driver", driverId: driver.id };
  await appendAudit(tx, scope, { at, action: "person.registered", subject: { id: user.id, name: email }, after });
  const token = await insertLogin(tx, scope, { userId: user.id, family, at });
  return { token, email, driverId: driver.id };
}

/**
 * Makes someone a user and a driver of the account of the program that asks, and signs them in. Throws `forbidden` when the account
 * is not open and the invitation is not good, `bad_request` for a weak password, `rate_limited` after too many tries of one network,
 * and `conflict`, after the same work as a success, when the e-mail address has a user. What fails leaves the invitation good.
 */
export async function registerUser(deps: CommandDeps, scope: Scope, args: z.input<typeof registration>): Promise<Login> {
  refuseDevice(scope);
  const person = readArgs(registration, args);
  const at = deps.now();
  const invitation = await requireWelcome(deps.db, scope, person, at);
  checkNewPassword(person.password, person.email);
  const attempt = { email: `registration of ${person.email}`, network: `registration from ${person.network}` };
  const passwordHash = await checkAttempt(deps, attempt, () => hashPassword(person.password));
  const login = await deps.db.transaction((tx) => insertPerson(tx, scope, { registration: person, passwordHash, invitation, at }));
  await forgiveAttempt(deps, attempt);
  return login;
}

const newInvitation = z.strictObject({
  /** Only this address may use it; null: whoever has it. */
  email: emailAddress.nullish(),
  /** How long it is good, days. */
  days: z.int().min(1).max(90).default(14),
});

/** Lets one person register as a driver of the account, once; the secret is in the result this once. */
export async function createInvitation(
  { db, now }: CommandDeps,
  scope: Scope,
  args: z.input<typeof newInvitation>,
): Promise<Invitation & { token: string }> {
  requireGrant(scope, "driver");
  const { email, days } = readArgs(newInvitation, args);
  const { token, hash, hint } = mintToken("invitation");
  const expiresAt = new Date(now().getTime() + days * dayMs);
  return db.transaction(async (tx) => {
    const invitation = await insertInvitation(tx, scope, { hash, hint, email: email ?? null, expiresAt });
    await appendInvitationAudit(tx, scope, { at: now(), action: "invitation.created", invitation });
    return { ...invitation, token };
  });
}

interface InvitationAudit {
  at: Date;
  action: "invitation.created" | "invitation.revoked";
  invitation: Invitation;
}

function appendInvitationAudit(tx: Tx, scope: Scope, { at, action, invitation }: InvitationAudit): Promise<void> {
  const values = pickValues(invitation, ["email", "expiresAt"]);
  const changes = action === "invitation.created" ? { after: values } : { before: values };
  return appendAudit(tx, scope, { at, action, subject: { id: invitation.id, name: invitation.hint }, ...changes });
}

const withdrawal = z.strictObject({ invitationId: rowId });

/** Takes an invitation back; who used it already stays. Throws `not_found`. */
export async function revokeInvitation({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof withdrawal>): Promise<Invitation> {
  requireGrant(scope, "driver");
  const { invitationId } = readArgs(withdrawal, args);
  return db.transaction(async (tx) => {
    const invitation = await revokeInvitationRow(tx, scope, invitationId, now());
    if (!invitation) throw notFound("invitation");
    await appendInvitationAudit(tx, scope, { at: now(), action: "invitation.revoked", invitation });
    return invitation;
  });
}

const openness = z.strictObject({ registration: z.enum(["open", "invited"]) });

/** Says who may register over an API: whoever uses a program with a key of the account, or only those with an invitation. */
export async function changeAccountRegistration({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof openness>): Promise<Account> {
  requireGrant(scope, "driver");
  const { registration } = readArgs(openness, args);
  return db.transaction(async (tx) => {
    const before = await lockAccount(tx, scope);
    const account = await updateRegistration(tx, scope, registration);
    if (!before || !account) throw notFound("account");
    const changes = { before: { registration: before.registration }, after: { registration } };
    await appendAudit(tx, scope, { at: now(), action: "account.changed", subject: account, ...changes });
    return account;
  });
}
