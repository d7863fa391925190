/** What each way to abuse a server does to others, as ratios within one run. */
import { spawn } from "node:child_process";
import { once, setMaxListeners } from "node:events";
import { constants, setPriority } from "node:os";
import { setTimeout } from "node:timers/promises";
import { AppError } from "#server/domain/errors.ts";
import type { Variables } from "#server/env.ts";
import type { ScratchDatabase } from "#server/scratch-database.ts";
import type { Attack, AttackOptions } from "./attack.ts";
import { dripping } from "./dripping.ts";
import { guesses } from "./guesses.ts";
import { liveStreams } from "./live-streams.ts";
import { longUpload } from "./long-upload.ts";
import { measureVictim } from "./measure-victim.ts";
import { messages, startSilentServer } from "./messages.ts";
import { openapi } from "./openapi.ts";
import { pictures } from "./pictures.ts";
import { startProduct } from "./product.ts";
import { signIns } from "./sign-ins.ts";
import { prepareStage, type Stage } from "./stage.ts";

const attacks: readonly Attack[] = [messages, pictures, openapi, signIns, dripping, longUpload, guesses, liveStreams];

/** How long nothing happens, and how long an attack that does not end by itself lasts, ms. */
const idleMs = 15_000;
const attackMs = 30_000;

/** The attacks with these names, all for none. Throws `bad_request` for a name there is not. */
export function chooseAttacks(names: readonly string[]): readonly Attack[] {
  const unknown = names.find((name) => !attacks.some((attack) => attack.name === name));
  if (unknown !== undefined) {
    throw new AppError("bad_request", `There is no attack ${unknown}. Attacks: ${attacks.map(({ name }) => name).join(", ")}.`);
  }
  return names.length === 0 ? attacks : attacks.filter(({ name }) => names.includes(name));
}

export interface AttackBench {
  database: ScratchDatabase;
  variables: Variables;
  options: AttackOptions;
  say: (line: string) => void;
}

/** Runs an attack in a process of its own, because {@link benchAttack} lowers the priority of the one it is in. */
export async function benchAttackApart({ name }: Attack, { uploadMb }: AttackOptions): Promise<void> {
  const args = ["--import", "tsx", `${import.meta.dirname}/../run.ts`, "abuse", name, "--upload-mb", String(uploadMb)];
  const [code] = await once(spawn(process.execPath, args, { stdio: "inherit" }), "exit");
  if (code !== 0) throw new Error(`The attack ${name} could not be measured.`);
}

/** Runs an attack against a product of its own and reports what an account that has nothing to do with it felt. */
export async function benchAttack(attack: Attack, { database, variables, options, say }: AttackBench): Promise<void> {
  const silent = await startSilentServer();
  try {
    const product = await startProduct(database, { ...variables, SMTP_URL: `smtp://127.0.0.1:${silent.port}` });
    try {
      await measureAttack(attack, await prepareStage(product, silent.port), options, say);
    } finally {
      await product.stop();
    }
  } finally {
    await silent.close();
  }
}

async function measureAttack(attack: Attack, stage: Stage, options: AttackOptions, say: (line: string) => void): Promise<void> {
  // The first answers are slower: the code has yet to be compiled.
  await measureVictim(stage.victim, () => setTimeout(idleMs / 3));
  const idle = await measureVictim(stage.victim, () => setTimeout(idleMs));
  await attack.prepare?.(stage, options);
  let lines: string[] = [];
  const attacked = await measureVictim(stage.victim, async () => {
    // An attacker has a machine of his own: here his work gives way to that of the server and of those who are measured.
    setPriority(constants.priority.PRIORITY_LOW);
    const enough = AbortSignal.timeout(attackMs);
    // Every request of an attack listens to it.
    setMaxListeners(0, enough);
    lines = await attack.run(stage, enough, options);
  });
  const figures = `car status p99 ${attacked.toFixed(1)} ms, idle ${idle.toFixed(1)} ms: ratio ${(attacked / idle).toFixed(2)}`;
  say(`abuse, ${attack.name}: ${attack.what}: ${figures} (aim 2.00 or less)`);
  for (const line of lines) say(`  ${line}`);
}
