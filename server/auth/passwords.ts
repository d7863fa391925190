import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "#server/domain/errors.ts";
import { createTurns, type Turns } from "#server/domain/turns.ts";
import { commonPasswords } from "./common-passwords.ts";

/** OWASP's parameters for scrypt: 128 MiB and a few tenths of a second a guess. */
const parameters = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;
const saltBytes = 16;

const minLength = 8;
/** Long enough for any passphrase, short enough that hashing it costs nothing extra. */
const maxLength = 256;

type Parameters = typeof parameters;

declare global {
  var motorpoolPasswordTurns: Record<Line, Turns> | undefined;
}

/** Who waits where: people who are known to be themselves do not stand behind everyone else. */
type Line = "strangers" | "known";

/**
 * Of everyone who signs in, registers or changes a password, one is served at a time, and one more of those who are known: 128 MiB each,
 * and of two cores one stays free for everything else. So many wait, a few seconds at most; more are asked to try again. Shared through
 * globalThis: Next has its own copy of this module.
 */
globalThis.motorpoolPasswordTurns ??= {
  strangers: createTurns({ places: 1, waiting: 16 }),
  known: createTurns({ places: 1, waiting: 16 }),
};
const turns = globalThis.motorpoolPasswordTurns;

interface Derivation {
  salt: Buffer;
  length: number;
  parameters: Parameters;
  line: Line;
}

function derive(password: string, { salt, length, parameters: { N, r, p }, line }: Derivation): Promise<Buffer> {
  // Twice what scrypt needs (128·N·r bytes): Node refuses at the exact figure.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return turns[line](
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}

/**
 * `scrypt$N=…,r=…,p=…$salt$hash`, salt and hash in base64: the parameters travel with the hash, so they can rise.
 * Throws `unavailable` when too many passwords wait to be hashed.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, { salt, length: keyBytes, parameters, line: "strangers" });
  const { N, r, p } = parameters;
  return `scrypt$N=${N},r=${r},p=${p}$${salt.toString("base64")}$${key.toString("base64")}`;
}

interface StoredHash {
  parameters: Parameters;
  salt: Buffer;
  key: Buffer;
}

function parseHash(stored: string): StoredHash | undefined {
  const match = /^scrypt\$N=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  if (!match) return undefined;
  const [, N, r, p, salt = "", key = ""] = match;
  return { parameters: { N: Number(N), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
}

/** A hash nothing matches. Checking against it takes as long as checking a real one, so that an answer's time does not tell who has an account. */
const nobody: StoredHash = { parameters, salt: Buffer.alloc(saltBytes), key: randomBytes(keyBytes) };

export interface PasswordCheck {
  ok: boolean;
  /** True when the password is right but was hashed with weaker parameters than today's: hash it again. */
  outdated: boolean;
}

/**
 * Checks a password against a stored hash; `null` (no such user) takes the same time and fails. Throws `unavailable` when too many
 * passwords wait to be hashed.
 */
export async function verifyPassword(password: string, stored: string | null, line: Line = "strangers"): Promise<PasswordCheck> {
  const parsed = (stored === null ? undefined : parseHash(stored)) ?? nobody;
  const { salt, parameters: weight } = parsed;
  const key = await derive(password.slice(0, maxLength), { salt, length: parsed.key.length, parameters: weight, line });
  const ok = timingSafeEqual(key, parsed.key) && parsed !== nobody;
  return { ok, outdated: ok && parsed.parameters.N < parameters.N };
}

/** Throws `bad_request` with the reason when a new password is too short, too long, or one of those everybody tries first. */
export function checkNewPassword(password: string, email: string): void {
  const length = [...password].length;
  if (length < minLength) throw new AppError("bad_request", `The password needs at least ${minLength} characters.`);
  if (length > maxLength) throw new AppError("bad_request", `The password may have at most ${maxLength} characters.`);
  const plain = password.toLowerCase();
  if (commonPasswords.has(plain) || plain === email.toLowerCase() || new Set(plain).size < 3) {
    throw new AppError("bad_request", "This password is one of the first anyone would try. Choose another.");
  }
}
