import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";

export interface SecureServer {
  origin: string;
  /** All it has written so far. */
  written: () => string;
  stop: () => Promise<void>;
}

/**
 * A second web server of the same product, as if behind a proxy with TLS: people reach it over https, and it believes `X-Forwarded-*`.
 * It writes down all it can.
 */
export async function startSecureServer(databaseUrl: string, port: number): Promise<SecureServer> {
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "production" as const,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: "https://cars.example",
    PUBLIC_URL: "https://cars.example",
    TRUST_PROXY: "1",
    PORT: String(port),
    LOG_LEVEL: "debug",
    // What libraries say when they are debugged, but not the module loader's thousands of lines.
    DEBUG: "engine*,socket.io*,next-auth*",
  };
  const child = spawn(process.execPath, ["--import", "tsx", "server/web.ts"], { env });
  let written = "";
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        written += text;
        if (written.includes("web: ready")) resolve();
      });
    }
  });
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(written)))]);
  const stop = () => {
    child.kill();
    return ended;
  };
  return { origin: `http://127.0.0.1:${port}`, written: () => written, stop };
}
