/**
 * `npm run bench`: the figures the product is held to, as ratios within one run. `npm run bench -- <name>` runs one of them, `-- abuse` what
 * attacks do to others. Uses scratch databases, dropped at the end.
 */
import { parseArgs } from "node:util";
import { accounts } from "#db/schema/accounts.ts";
import { type PreparedEnvironment, prepareEnvironment } from "#server/cli-env.ts";
import { AppError } from "#server/domain/errors.ts";
import { createScratchDatabase, type ScratchDatabase } from "#server/scratch-database.ts";
import { ensureBuilt } from "./abuse/build.ts";
import { benchAttack, benchAttackApart, chooseAttacks } from "./abuse/run-attacks.ts";
import { benchCarStatus } from "./car-status.ts";
import { benchDriverPoints } from "./driver-points.ts";
import { benchIngest } from "./ingest.ts";
import { benchRoadEvents, type Latency } from "./road-events.ts";
import { benchScoring } from "./scoring.ts";
import { measureTripPage } from "./trip-page.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);
const perSecond = (value: number) => Math.round(value).toLocaleString("en");

async function onScratch(url: string, measure: (database: ScratchDatabase) => Promise<void>): Promise<void> {
  const database = await createScratchDatabase(url);
  try {
    await measure(database);
  } finally {
    await database.drop();
  }
}

type Bench = (environment: PreparedEnvironment) => Promise<void> | void;

const scoring: Bench = () => {
  say(`scoring: ${perSecond(benchScoring())} seconds of driving per second of CPU (aim 1,000,000 or more)`);
};

const ingest: Bench = ({ env }) =>
  onScratch(env.DATABASE_URL, async (database) => {
    const { uploadPerS, copyPerS, ratio } = await benchIngest(database.url);
    say(
      `ingest: ${perSecond(uploadPerS)} samples/s over HTTP, ${perSecond(copyPerS)} by COPY: ratio ${ratio.toFixed(2)} (aim 0.35 or more)`,
    );
  });

const tripPage: Bench = ({ env }) =>
  onScratch(env.DATABASE_URL, async (database) => {
    const [account] = await database.orm.insert(accounts).values({ name: "Bench" }).returning({ id: accounts.id });
    if (account) await measureTripPage(database, account.id, say);
  });

const carStatus: Bench = ({ env }) =>
  onScratch(env.DATABASE_URL, async (database) => {
    const { apiPerS, barePerS, ratio } = await benchCarStatus(database, database.url);
    say(`car status: ${perSecond(apiPerS)} answers/s, bare server ${perSecond(barePerS)}: ratio ${ratio.toFixed(2)} (aim 0.60 or more)`);
  });

const roadEvents: Bench = ({ env, variables }) =>
  onScratch(env.DATABASE_URL, async (database) => {
    const { events, webhook, socket } = await benchRoadEvents(database.url, variables);
    const show = ({ p50, p99 }: Latency) => `p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms`;
    say(`road events: ${events} uploads, to a webhook ${show(webhook)}; to a socket ${show(socket)} (aim 2000 ms or less)`);
  });

const driverPoints: Bench = ({ env }) =>
  onScratch(env.DATABASE_URL, async (database) => {
    say(`driver points p95 ratio: ${(await benchDriverPoints(database, say)).toFixed(2)} (aim 3.00 or less)`);
  });

/** Those of a run without a name, in their order. */
const benches: Readonly<Record<string, Bench>> = {
  scoring,
  ingest,
  "trip-page": tripPage,
  "car-status": carStatus,
  "road-events": roadEvents,
  "driver-points": driverPoints,
};

async function readArguments(): Promise<readonly Bench[]> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { "upload-mb": { type: "string", default: "1000" } } });
  const [name, ...rest] = positionals;
  if (name === undefined) return Object.values(benches);
  if (name === "abuse") {
    const options = { uploadMb: Number(values["upload-mb"]) };
    if (!(options.uploadMb > 0)) throw new AppError("bad_request", "--upload-mb is a size in megabytes.");
    const attacks = chooseAttacks(rest);
    await ensureBuilt();
    return attacks.map((attack): Bench => {
      if (attacks.length > 1) return () => benchAttackApart(attack, options);
      return ({ env, variables }) => onScratch(env.DATABASE_URL, (database) => benchAttack(attack, { database, variables, options, say }));
    });
  }
  const bench = benches[name];
  if (!bench) throw new AppError("bad_request", `There is no benchmark ${name}. Benchmarks: ${Object.keys(benches).join(", ")}, abuse.`);
  return [bench];
}

try {
  const chosen = await readArguments();
  const environment = await prepareEnvironment({ say });
  try {
    for (const bench of chosen) await bench(environment);
  } finally {
    await environment.stop();
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
