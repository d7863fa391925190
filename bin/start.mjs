import { ensureBuilt } from "./build.mjs";
import { isDemoWanted, lastJson, loadDemo, sayDemoSignIn } from "./demo.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, runTypeScript, say } from "./run.mjs";
import { importTypeScript, prepare, readVariables, serve } from "./serve.mjs";

async function saySetupLink(prepared) {
  const { code, stdout, output } = await runTypeScript(["server/admin.ts", "setup", "link", "--json"], { env: prepared.variables });
  if (code !== 0) return say(`No setup link could be made:\n${output.trimEnd()}`);
  say(`Nobody can sign in yet. Create the first owner with this link; it works once:\n  ${lastJson(stdout).url}`);
}

/** What is said once the server answers; a new embedded database gets the demo fleet first, and its cars go on driving. */
async function greet(prepared, group) {
  const { countPeople } = await importTypeScript("server/installation.ts");
  const people = await countPeople(prepared.env.DATABASE_URL);
  say(`Motorpool is ready: ${prepared.env.PUBLIC_URL}`);
  if (isDemoWanted(prepared, people)) await loadDemo(prepared);
  else if (people.users === 0) await saySetupLink(prepared);
  else if (!sayDemoSignIn(prepared)) say("A forgotten password: npm run -s admin -- user set-password --help");
  const { demoAccounts } = await countPeople(prepared.env.DATABASE_URL);
  if (prepared.database && prepared.launcher.DEMO && demoAccounts > 0) group.start("live simulator", ["server/simulate.ts", "--live"]);
  say("Ctrl-C stops everything.");
}

await main(async () => {
  await ensureInstalled();
  const variables = await readVariables({ NODE_ENV: "production" });
  await ensureBuilt();
  const prepared = await prepare(variables);
  await serve(prepared, { onReady: (group) => greet(prepared, group) });
});
