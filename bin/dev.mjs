import { watch } from "node:fs";
import { ensureInstalled } from "./install.mjs";
import { inRoot } from "./paths.mjs";
import { main, say } from "./run.mjs";
import { prepare, readVariables, serve } from "./serve.mjs";

const settleMs = 300;

/** The worker starts anew when its code changes; Next reloads everything else by itself. */
function restartOnChange(group) {
  let timer;
  const onChange = (_event, name) => {
    if (!name || !/\.(ts|sql)$/.test(name) || /\.test\.ts$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      say(`${name} changed: starting the worker anew.`);
      void group.restart("worker");
    }, settleMs);
  };
  for (const folder of ["server", "db"]) watch(inRoot(folder), { recursive: true, persistent: false }, onChange);
}

await main(async () => {
  await ensureInstalled();
  const variables = await readVariables({ NODE_ENV: "development" });
  const prepared = await prepare(variables);
  await serve(prepared, {
    onReady: async (group) => {
      say(`Developing on ${prepared.env.PUBLIC_URL}; screens reload by themselves. Ctrl-C stops everything.`);
      say("An empty fleet? `npm run simulate -- --demo` fills it.");
      restartOnChange(group);
    },
  });
});
