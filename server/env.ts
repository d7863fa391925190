import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import { countUnpredictable } from "./domain/secret-strength.ts";

export type Variables = Record<string, string | undefined>;

const port = z.coerce.number().int().min(1).max(65_535);
const secret = z.string().min(32, "must have 32 characters or more; generate one, for example with `openssl rand -hex 32`");

/** A list separated by commas; `read` gives an item, or undefined for what is none. */
function listOf<Item>(read: (text: string) => Item | undefined, what: string) {
  return z.string().transform((text, context) => {
    const items: Item[] = [];
    for (const part of text
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean)) {
      const item = read(part);
      if (item === undefined) context.addIssue({ code: "custom", message: `${part} is not ${what}` });
      else items.push(item);
    }
    return items;
  });
}

export interface FamilyHost {
  /** In lower case, with the port where it is not the usual one, as a `Host` header has it. */
  host: string;
  family: string;
}

const familyHosts = listOf((text): FamilyHost | undefined => {
  const [, host, family] = /^([a-z0-9.-]+(?::\d+)?)=([a-z]+)$/i.exec(text) ?? [];
  return host && family ? { host: host.toLowerCase(), family } : undefined;
}, "a host name and the API it stands for, such as api.automatic.example=automatic");

const cidrs = listOf((text) => {
  const [address = "", bits = ""] = text.split("/");
  const most = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most ? text : undefined;
}, "a network such as 192.168.1.0/24");
const yesNo = z.enum(["0", "1"]).transform((value) => value === "1");

/** The environment every process reads once; .env.example documents each value. */
const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: port.default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where people and clients reach this server; links and emitted URLs start with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  /** Lets HOST open the server to the network although PUBLIC_URL is not https. */
  ALLOW_INSECURE_HTTP: yesNo.default(false),
  /** 1: a proxy stands in front, and what it says in `X-Forwarded-*` is true. */
  TRUST_PROXY: yesNo.default(false),
  NEXTAUTH_SECRET: secret,
  /** Raster tiles for the map, `https://…/{z}/{x}/{y}.png`; empty: the built-in vector map. */
  MAP_TILE_URL: z.string().default(""),
  MAP_TILE_ATTRIBUTION: z.string().default(""),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
  /** The folder of uploaded documents, beside the embedded database and the generated secrets. */
  DATA_DIR: z.string().min(1).default(".data"),
  /** What one API key may ask for in a minute. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(12_000),
  /** How mail is sent, `smtps://user:password@mail.example:465`; empty: mails are kept to be looked at. */
  SMTP_URL: z.union([z.literal(""), z.url({ protocol: /^smtps?$/ })]).default(""),
  MAIL_FROM: z.string().min(3).default("Motorpool <motorpool@localhost>"),
  /** Host names that stand for the base of a public API, `api.automatic.example=automatic`, separated by commas. */
  FAMILY_HOSTS: familyHosts.default([]),
  /** Networks webhooks may be sent to although they are private, and over plain HTTP, `192.168.1.0/24,127.0.0.0/8`. */
  WEBHOOK_ALLOW_CIDRS: cidrs.default([]),
  /** 0: an app must not put its secret into the address of the event stream, as old clients do. */
  STREAM_SECRET_IN_URL: yesNo.default(true),
  /** Where streets are asked for, as Nominatim answers, `https://nominatim.example/reverse`; empty: the nearest town only. */
  GEOCODER_URL: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
});

/** What the starters need to know before there is a database or a secret. */
const launcherSchema = z.object({
  DATABASE_URL: schema.shape.DATABASE_URL.optional(),
  NEXTAUTH_SECRET: secret.optional(),
  /** The folder of the embedded database and the generated secrets. */
  DATA_DIR: schema.shape.DATA_DIR,
  PG_BIN: z.string().min(1).optional(),
  /** 0: neither load the demo fleet nor let it drive. */
  DEMO: yesNo.default(true),
});

export type Env = z.infer<typeof schema>;
export type LauncherEnv = z.infer<typeof launcherSchema>;

/** Characters a secret must have that are not told by those before; 16 random bytes in hexadecimal have about 30. */
const leastUnpredictable = 20;
const exampleValue = /change[-_ ]?me|example|secretkey|password|generate[-_ ]/i;
const loopback = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

function parse<Schema extends z.ZodType>(shape: Schema, source: Variables): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}

const ofYourOwn = "Generate one of your own, for example with `openssl rand -hex 32`.";

/** Throws for a signing secret that can be guessed: it would let anybody sign sessions. */
function refuseGuessable(value: string | undefined): void {
  if (!value) return;
  if (exampleValue.test(value)) throw new Error(`NEXTAUTH_SECRET is an example value. ${ofYourOwn}`);
  if (countUnpredictable(value) < leastUnpredictable) {
    throw new Error(`NEXTAUTH_SECRET can be guessed: most of it repeats or counts on. ${ofYourOwn}`);
  }
}

/** Reads and checks the environment; throws one sentence per wrong value. Secrets that can be guessed and open plain HTTP are refused. */
export function readEnv(source: Variables = process.env): Env {
  const env = parse(schema, { ...source, PUBLIC_URL: source["PUBLIC_URL"] || `http://localhost:${source["PORT"] || "3000"}` });
  refuseGuessable(env.NEXTAUTH_SECRET);
  if (!loopback.test(env.HOST) && !env.PUBLIC_URL.startsWith("https:") && !env.ALLOW_INSECURE_HTTP) {
    throw new Error(
      `HOST=${env.HOST} opens the server to the network, but PUBLIC_URL is ${env.PUBLIC_URL}: passwords would travel in the clear. ` +
        "Put a proxy with TLS in front and set PUBLIC_URL to its https address, or set ALLOW_INSECURE_HTTP=1 for a network you trust.",
    );
  }
  return env;
}

/** Reads the part of the environment that the starters need; the same refusals. */
export function readLauncherEnv(source: Variables): LauncherEnv {
  const env = parse(launcherSchema, source);
  refuseGuessable(env.NEXTAUTH_SECRET);
  return env;
}

/** The variables with those of a `.env` file added; what is set already wins. A missing file adds nothing. */
export function addEnvFile(path: string, source: Variables): Variables {
  if (!existsSync(path)) return source;
  const lines = readFileSync(path, "utf8").matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^#\n]*)/gm);
  const fromFile = Object.fromEntries(
    Array.from(lines, ([, name = "", value = ""]) => [name, value.trim().replace(/^(["'])(.*)\1$/, "$2")]),
  );
  return { ...fromFile, ...source };
}
