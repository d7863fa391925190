import { ensureInstalled } from "./install.mjs";
import { main } from "./run.mjs";
import { conclude, deadCode, lint, types, unit } from "./stages.mjs";

/** What is quick and needs no database: for before a commit. */
await main(async () => {
  await ensureInstalled();
  const checks = await Promise.all([lint(), types(), deadCode()]);
  conclude([...checks, await unit()]);
});
