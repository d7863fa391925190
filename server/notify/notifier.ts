/** What alerts are sent with. Processes make one; tests may give their own. */

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** A browser that asked to be told (RFC 8030), as its Push API describes itself. */
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

export interface Notifier {
  /** Null without a mail server. Rejects when the server did not take the mail. */
  sendMail: ((mail: Mail) => Promise<void>) | null;
  /** `gone`: the browser has taken its subscription back. Rejects when the push service did not take the note. */
  sendPush: (target: PushTarget, note: PushNote) => Promise<"sent" | "gone">;
  /** What browsers subscribe with: a point of P-256, uncompressed, base64url. */
  vapidPublicKey: string;
  /** Where people reach this server; links in mails begin with it. */
  publicUrl: string;
}
