import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import type { Mail, SendFailure, SendMail } from "./notifier.ts";

export interface MailLimits {
  /** Until the server has been handed the whole mail, ms. */
  handOverMs: number;
  /** Until it says what became of it, ms. */
  answerMs: number;
}

/**
 * A mail server is given up that has not taken the mail after half a minute, however slowly it talks. Once it has all of it, its word is
 * waited for as long as RFC 5321 (4.5.3.2.6) asks for: it may have accepted what would then be sent twice.
 */
const usualLimits: MailLimits = { handOverMs: 30_000, answerMs: 600_000 };
const errorCharacters = 300;

/** Sends plain text by SMTP; `null` without a server. */
export function createMailer(smtpUrl: string, from: string, limits: MailLimits = usualLimits): SendMail | null {
  if (smtpUrl === "") return null;
  return async (mail, signal) => {
    const limit = new TimeLimit();
    limit.restart(limits.handOverMs, "The mail server did not take the mail in time.");
    try {
      await send({ smtpUrl, from, mail, limits, limit, signal });
      return { outcome: "sent" };
    } catch (error) {
      return signal?.aborted ? { outcome: "interrupted" } : toFailure(limit.signal.aborted ? limit.signal.reason : error);
    } finally {
      limit.end();
    }
  };
}

interface Sending {
  smtpUrl: string;
  from: string;
  mail: Mail;
  limits: MailLimits;
  limit: TimeLimit;
  signal: AbortSignal | undefined;
}

async function send({ smtpUrl, from, mail, limits, limit, signal }: Sending): Promise<void> {
  const end = AbortSignal.any([limit.signal, ...(signal ? [signal] : [])]);
  const transport = createTransport({
    url: smtpUrl,
    getSocket: ({ host, port, secure }, callback) => {
      openSocket({ host: host ?? "localhost", port: Number(port) || (secure ? 465 : 587), end }).then(
        (connection) => callback(null, { connection }),
        (error: Error) => callback(error, false),
      );
    },
    // The time limit is ours; this one only has to be longer.
    socketTimeout: 2 * limits.answerMs,
    greetingTimeout: limits.handOverMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use("stream", ({ message }, done) => {
    message.processFunc((text) =>
      text.on("end", () => limit.restart(limits.answerMs, "The mail server did not say what became of the mail.")),
    );
    done();
  });
  const { id, to, subject, text } = mail;
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "motorpool.invalid";
  await transport.sendMail({
    from,
    // As an object, so that nothing in an address is read as a list of them.
    to: { name: "", address: to },
    subject,
    text,
    messageId: `<${id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  });
}

/** A connection that ends with the signal, whatever the other side does. */
function openSocket({ host, port, end }: { host: string; port: number; end: AbortSignal }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal: end });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

/** Aborts a signal when its time is over, which may begin again. */
class TimeLimit {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(ms: number, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new Error(message)), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** What nodemailer says of a failure besides its message. */
interface SmtpError extends Error {
  /** The command that was refused, "RCPT TO". */
  command?: string;
  responseCode?: number;
}

/** An answer to the recipient or to the mail itself is about this address; all else keeps mails of everybody from being sent. */
function toFailure(error: unknown): SendFailure {
  const { command = "", responseCode = 0, message }: SmtpError = error instanceof Error ? error : new Error("unknown");
  const isRefusal = responseCode !== 421 && /^(RCPT|DATA)/.test(command);
  return {
    outcome: "failed",
    error: message.slice(0, errorCharacters),
    fault: isRefusal ? "endpoint" : "service",
    isFinal: isRefusal && responseCode >= 500,
    retryAfter: null,
  };
}
