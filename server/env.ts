import { z } from "zod";

/** The environment every process reads once; .env.example documents each value. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where people and clients reach this server; links and emitted URLs start with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  NEXTAUTH_SECRET: z.string().min(32),
  /** Raster tiles for the map, `https://…/{z}/{x}/{y}.png`; empty: the built-in vector map. */
  MAP_TILE_URL: z.string().default(""),
  MAP_TILE_ATTRIBUTION: z.string().default(""),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
});

export type Env = z.infer<typeof schema>;

const exampleValue = /change[-_ ]?me|example|secretkey|password/i;

/** Reads and checks the environment; throws one sentence per wrong value. Example secrets are refused. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const port = given["PORT"] ?? "3000";
  const result = schema.safeParse({ PUBLIC_URL: `http://localhost:${port}`, ...given });
  if (!result.success) {
    throw new Error(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  }
  if (exampleValue.test(result.data.NEXTAUTH_SECRET)) {
    throw new Error("NEXTAUTH_SECRET is an example value: generate one of your own, for example with `openssl rand -hex 32`.");
  }
  return result.data;
}
