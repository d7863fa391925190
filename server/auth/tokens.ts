import { createHash, randomBytes, randomInt } from "node:crypto";

/** What a secret is for; its prefix tells scanners and people which kind they hold. */
const prefixes = {
  device: "mpd_",
  setup: "mps_",
  api_key: "mpk_",
  calendar: "mpc_",
  invitation: "mpi_",
  app_secret: "mpx_",
  code: "mpo_",
  access: "mpa_",
  refresh: "mpr_",
  ticket: "mpt_",
} as const;
/** `login`: what a person gets who signs in over an API; the one kind without prefix and checksum, as its shape is documented so. */
export type TokenKind = keyof typeof prefixes | "login";

export interface MintedToken {
  /** The secret itself: shown once, never stored. */
  token: string;
  /** What is stored and looked up: see {@link hashToken}. */
  hash: string;
  /** First and last characters, to recognise the token by. */
  hint: string;
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^43 > 2^256: 43 characters hold 256 bits. */
const bodyLength = 43;
/** 62^6 > 2^32: 6 characters hold a CRC32. */
const checkLength = 6;
/** 160 random bits, 40 hex characters. */
const loginBytes = 20;

function toBase62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = alphabet.charAt(Number(rest % 62n)) + text;
  return text;
}

/** CRC-32 of ISO 3309, as gzip and PNG have it (node:zlib has its own only from Node 22 on). */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function checkOf(text: string): string {
  return toBase62(BigInt(crc32(text)), checkLength);
}

function mintChecked(prefix: string): string {
  const unchecked = prefix + toBase62(BigInt(`0x${randomBytes(32).toString("hex")}`), bodyLength);
  return unchecked + checkOf(unchecked);
}

/**
 * Makes a secret of 256 random bits: prefix, 43 base62 characters, 6 characters of checksum.
 * A login token is 40 lower-case hex characters, 160 random bits.
 */
export function mintToken(kind: TokenKind): MintedToken {
  const token = kind === "login" ? randomBytes(loginBytes).toString("hex") : mintChecked(prefixes[kind]);
  const shown = kind === "login" ? 4 : 8;
  return { token, hash: hashToken(token), hint: `${token.slice(0, shown)}…${token.slice(-4)}` };
}

/** Makes the public name of an app: 20 base62 characters, 119 random bits, so that none can be guessed either. */
export function mintClientId(): string {
  return Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/** SHA-256, hex: a fast hash is right for a random secret, and the stored form gives nothing away. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** True when the text can be a token of this kind; a mistyped or foreign one is refused without asking the database. */
export function looksLikeToken(kind: TokenKind, token: string): boolean {
  if (kind === "login") return /^[0-9a-f]{40}$/.test(token);
  const prefix = prefixes[kind];
  if (!token.startsWith(prefix) || token.length !== prefix.length + bodyLength + checkLength) return false;
  return checkOf(token.slice(0, -checkLength)) === token.slice(-checkLength);
}
