/** Web push as this browser offers it. Only for the browser. */

export type PushState = "on" | "off" | "blocked" | "insecure" | "unsupported";

export interface BrowserPush {
  state: PushState;
  /** Identifies this browser among the person's; null while it is not subscribed. */
  endpoint: string | null;
}

const workerPath = "/push-worker.js";

/** What the browser says now, without asking the person anything. */
export async function readBrowserPush(): Promise<BrowserPush> {
  const none = { endpoint: null };
  if (!window.isSecureContext) return { ...none, state: "insecure" };
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return { ...none, state: "unsupported" };
  if (Notification.permission === "denied") return { ...none, state: "blocked" };
  const registration = await navigator.serviceWorker.getRegistration(workerPath);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? { state: "on", endpoint: subscription.endpoint } : { ...none, state: "off" };
}

export interface PushKeys {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/**
 * Asks the person for permission and subscribes. Null when they refuse; throws when the browser's push service does not answer.
 * `key` is the server's public key in base64url; a subscription that was made for another one is replaced.
 */
export async function subscribeBrowser(key: string): Promise<PushKeys | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  await navigator.serviceWorker.register(workerPath);
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = await registration.pushManager.subscribe(options).catch(async (error: unknown) => {
    const other = await registration.pushManager.getSubscription();
    if (!other) throw error;
    await other.unsubscribe();
    return registration.pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  if (!endpoint || !p256dh || !auth) throw new Error("The browser gave no keys.");
  return { endpoint, p256dh, auth };
}

/** Ends it in this browser; the endpoint it had. */
export async function unsubscribeBrowser(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration(workerPath);
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  return subscription?.endpoint ?? null;
}
