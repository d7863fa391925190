/** `npm run bench`: the figures the product is held to, as ratios within one run. Uses a scratch database, dropped at the end. */
import { accounts } from "#db/schema/people.ts";
import { prepareEnvironment } from "../cli-env.ts";
import { createScratchDatabase, type ScratchDatabase } from "../scratch-database.ts";
import { benchIngest } from "./ingest.ts";
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
} finally {
  await environment.stop();
}
