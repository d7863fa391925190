/** `npm run bench`: the figures the product is held to, as ratios within one run. Uses a scratch database, dropped at the end. */
import { accounts } from "#db/schema/people.ts";
import { prepareEnvironment } from "../cli-env.ts";
import { createScratchDatabase, type ScratchDatabase } from "../scratch-database.ts";
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

const environment = await prepareEnvironment({ say });
try {
  const { DATABASE_URL: url } = environment.env;
  say(`scoring: ${perSecond(benchScoring())} seconds of driving per second of CPU (aim 1,000,000 or more)`);
  await onScratch(url, async (database) => {
    const { uploadPerS, copyPerS, ratio } = await benchIngest(database.url);
    say(
      `ingest: ${perSecond(uploadPerS)} samples/s over HTTP, ${perSecond(copyPerS)} by COPY: ratio ${ratio.toFixed(2)} (aim 0.35 or more)`,
    );
  });
  await onScratch(url, async (database) => {
    const [account] = await database.orm.insert(accounts).values({ name: "Bench" }).returning({ id: accounts.id });
    if (account) await measureTripPage(database, account.id, say);
  });
  await onScratch(url, async (database) => {
    const { apiPerS, barePerS, ratio } = await benchCarStatus(database, database.url);
    say(`car status: ${perSecond(apiPerS)} answers/s, bare server ${perSecond(barePerS)}: ratio ${ratio.toFixed(2)} (aim 0.60 or more)`);
  });
  await onScratch(url, async (database) => {
    const { events, webhook, socket } = await benchRoadEvents(database.url, environment.variables);
    const tell = ({ p50, p99 }: Latency) => `p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms`;
    say(`road events: ${events} uploads, to a webhook ${tell(webhook)}; to a socket ${tell(socket)} (aim 2000 ms or less)`);
  });
  await onScratch(url, async (database) => {
    say(`driver points p95 ratio: ${(await benchDriverPoints(database, say)).toFixed(2)} (aim 3.00 or less)`);
  });
} finally {
  await environment.stop();
}
