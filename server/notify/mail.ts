import { createTransport } from "nodemailer";
import type { Mail } from "./notifier.ts";

/** A mail server that does not answer is given up after this long, ms. */
const timeoutMs = 15_000;

/** Sends plain text by SMTP; `null` without a server. */
export function createMailer(smtpUrl: string, from: string): ((mail: Mail) => Promise<void>) | null {
  if (smtpUrl === "") return null;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    // As an object, so that nothing in an address is read as a list of them.
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text, headers: { "Auto-Submitted": "auto-generated" } });
  };
}
