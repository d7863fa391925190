/** Where jobs wait that talk to servers of others, and how many of them may talk at once. */

/** How many of an app's deliveries may be on their way at once. */
const lanes = 3;
/** A receiver that has failed for longer only gets one delivery at once: a dead receiver shall hold up little, ms. */
const patienceMs = 60_000;

/** Places of the delivery pool, for all accounts together. */
export const deliveryPlaces = 32;

/** How many of the places may be taken at once by what one flag names. */
const mostPlaces = {
  /** All that is sent for one account: the account of the app, the person or the alert. */
  account: 8,
  /** The browsers of one person. */
  user: 3,
  /** The mail server, which is one for all. */
  mail: 4,
  /** Mails of one account, so that many of them leave the mail server to others too. */
  "mail-of": 2,
} as const;

type FlagKind = keyof typeof mostPlaces;

const toFlag = (kind: FlagKind, id: number) => `${kind}:${id}`;

/** How many jobs with a flag may run at once in a process. */
export function countPlaces(flag: string): number {
  const [kind = ""] = flag.split(":");
  return Object.hasOwn(mostPlaces, kind) ? mostPlaces[kind as FlagKind] : deliveryPlaces;
}

/** Jobs of one queue run one after another; flags bound how many run at once in all. */
export interface Turn {
  queue: string;
  flags: string[];
}

export interface AppOfAccount {
  accountId: number;
  appId: number;
}

export interface QueuedDelivery extends AppOfAccount {
  vehicleId: number | null;
  /** How long all that was sent to the app has failed, ms. */
  failingForMs: number;
}

/**
 * The turn of a webhook delivery. What a car reports to an app keeps its order, and one receiver that does not answer takes up a few
 * places, not all. Second and later attempts have a queue of their own, so that they do not hold up what is new.
 */
export function toWebhookTurn({ accountId, appId, vehicleId, failingForMs }: QueuedDelivery): Turn {
  if (failingForMs > patienceMs) return toWebhookRetryTurn({ accountId, appId });
  return { queue: `webhook:${appId}:${(vehicleId ?? 0) % lanes}`, flags: [toFlag("account", accountId)] };
}

export function toWebhookRetryTurn({ accountId, appId }: AppOfAccount): Turn {
  return { queue: `webhook:${appId}:again`, flags: [toFlag("account", accountId)] };
}

export interface QueuedMessage {
  accountId: number;
  userId: number;
  /** The browser, of a push message; null: the person's mail address. */
  pushSubscriptionId: number | null;
}

/** The turn of a message: each browser and each mail address takes one at a time. */
export function toMessageTurn({ accountId, userId, pushSubscriptionId }: QueuedMessage): Turn {
  const account = toFlag("account", accountId);
  if (pushSubscriptionId !== null) return { queue: `push:${pushSubscriptionId}`, flags: [account, toFlag("user", userId)] };
  return { queue: `mail:${userId}`, flags: [account, toFlag("mail", 0), toFlag("mail-of", accountId)] };
}
