import { z } from "zod";
import {
  deletePushSubscription,
  listPushSubscriptions,
  updateAlertChannels,
  updateQuietHours,
  upsertPushSubscription,
} from "#db/queries/alerts/channels.ts";
import { clearEndpointFailures } from "#db/queries/alerts/endpoints.ts";
import { requireManager, requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time, "22:00"');
const quietHours = z.strictObject({
  /** Null: never quiet. */
  hours: z.strictObject({ from: clock, to: clock }).nullable(),
});

/** Says between which local times e-mail and push wait. */
export async function changeQuietHours({ db }: CommandDeps, scope: Scope, args: z.input<typeof quietHours>): Promise<void> {
  requireManager(scope);
  const { hours } = readArgs(quietHours, args);
  if (hours && hours.from === hours.to) throw new AppError("bad_request", "Quiet hours must end at another time than they begin.");
  await updateQuietHours(db, scope, hours);
}

const channels = z.strictObject({ email: z.boolean().optional(), push: z.boolean().optional() });

/** Says whether this account's alerts reach oneself by e-mail and by push. */
export async function changeAlertChannels({ db }: CommandDeps, scope: Scope, args: z.input<typeof channels>): Promise<void> {
  const userId = requireUser(scope);
  const { email, push } = readArgs(channels, args);
  if (email === undefined && push === undefined) throw new AppError("bad_request", "Nothing to change.");
  await updateAlertChannels(db, scope, userId, {
    ...(email !== undefined && { alertEmail: email }),
    ...(push !== undefined && { alertPush: push }),
  });
}

/** The point and the secret of RFC 8291, as browsers write them: 65 and 16 bytes in base64url. */
const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}={0,2}$`), `must be ${bytes} bytes in base64url`);

/** Push services answer on https and its own port; the address they resolve to is checked at each connection. */
function isPushEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
}

const subscription = z.strictObject({
  endpoint: z.string().max(1000).refine(isPushEndpoint, "must be an https address without a port or a user"),
  p256dh: base64url(65),
  auth: base64url(16),
  /** "Firefox on Linux", for the list. */
  label: label(80),
});

/** A person signs in on a handful of browsers. */
const maxSubscriptions = 20;

/** Subscribes a browser to web push; the same browser again only renews it. Answers with its id. */
export async function addPushSubscription({ db }: CommandDeps, scope: Scope, args: z.input<typeof subscription>): Promise<number> {
  const userId = requireUser(scope);
  const added = readArgs(subscription, args);
  const known = await listPushSubscriptions(db, userId);
  if (known.length >= maxSubscriptions && !known.some(({ endpoint }) => endpoint === added.endpoint)) {
    throw new AppError("conflict", `At most ${maxSubscriptions} browsers can get notifications: remove one first.`);
  }
  return db.transaction(async (tx) => {
    const id = await upsertPushSubscription(tx, userId, added);
    await clearEndpointFailures(tx, [`push:${id}`]);
    return id;
  });
}

const named = z.union([z.strictObject({ id: rowId }), z.strictObject({ endpoint: z.string().max(1000) })]);

/** Ends that for one browser, by its id or its endpoint. Throws `not_found`. */
export async function removePushSubscription({ db }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<void> {
  const userId = requireUser(scope);
  if (!(await deletePushSubscription(db, userId, readArgs(named, args)))) throw notFound("push subscription");
}
