/** What people are notified with. Processes make one; tests may give their own. */

export interface Mail {
  /** The same for every attempt to send this mail, so that whoever gets it twice can tell. */
  id: string;
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** A browser that subscribed to push messages (RFC 8030), as its Push API describes itself. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushNote {
  title: string;
  body: string;
  /** Where a click leads, a path of ours. */
  path: string;
  /** Notes of one tag replace each other. */
  tag: string;
}

/** What came of one attempt to send. */
export type SendResult =
  | { outcome: "sent" }
  /** The browser has unsubscribed. */
  | { outcome: "gone" }
  /** This server broke it off, because it stops. */
  | { outcome: "interrupted" }
  | SendFailure;

export interface SendFailure {
  outcome: "failed";
  error: string;
  /** What failed: the server that messages go through, or this address or browser of it. */
  fault: "service" | "endpoint";
  /** The same message would be refused again. */
  isFinal: boolean;
  /** `Retry-After` of the answer, as it has it; null: none. */
  retryAfter: string | null;
}

/** Makes one attempt; never rejects. The signal breaks it off. */
export type SendMail = (mail: Mail, signal?: AbortSignal) => Promise<SendResult>;
export type SendPush = (target: PushTarget, note: PushNote, signal?: AbortSignal) => Promise<SendResult>;

/** How this server names itself to people and to browsers. */
export interface NotifierIdentity {
  /** What browsers subscribe with: a point of P-256, uncompressed, base64url. */
  vapidPublicKey: string;
  /** Where people reach this server; links in messages begin with it. */
  publicUrl: string;
}

/** Only the delivery pool of the worker sends: it talks to servers of others, for which nothing else may wait. */
export interface Notifier extends NotifierIdentity {
  /** Null without a mail server. */
  sendMail: SendMail | null;
  sendPush: SendPush;
}
