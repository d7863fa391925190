import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** The car of an account that does nothing but be asked for. */
export interface Victim {
  url: string;
  apiKey: string;
}

/** The 99th percentile of the answers for a victim while `during` lasts, ms: what others feel of it. */
export async function measureVictim({ url, apiKey }: Victim, during: () => Promise<void>): Promise<number> {
  const child = spawn(process.execPath, ["--import", "tsx", `${import.meta.dirname}/steady-client.ts`, url, apiKey], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const output = text(child.stdout);
  try {
    await during();
  } finally {
    child.stdin.end();
  }
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The answers for the car could not be measured.");
  return Number(await output);
}
