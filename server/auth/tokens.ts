import { createHash, randomBytes } from "node:crypto";

/** What a secret is for; its prefix tells scanners and people which kind they hold. */
const prefixes = { device: "mpd_", setup: "mps_" } as const;
export type TokenKind = keyof typeof prefixes;

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

/** Makes a secret of 256 random bits: prefix, 43 base62 characters, 6 characters of checksum. */
export function mintToken(kind: TokenKind): MintedToken {
  const unchecked = prefixes[kind] + toBase62(BigInt(`0x${randomBytes(32).toString("hex")}`), bodyLength);
  const token = unchecked + checkOf(unchecked);
  return { token, hash: hashToken(token), hint: `${token.slice(0, 8)}…${token.slice(-4)}` };
}

/** SHA-256, hex: a fast hash is right for a random secret, and the stored form gives nothing away. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** True when the text can be a token of this kind; a mistyped or foreign one is refused without asking the database. */
export function looksLikeToken(kind: TokenKind, token: string): boolean {
  const prefix = prefixes[kind];
  if (!token.startsWith(prefix) || token.length !== prefix.length + bodyLength + checkLength) return false;
  return checkOf(token.slice(0, -checkLength)) === token.slice(-checkLength);
}
