import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { main, runTypeScript, say } from "./run.mjs";
import { importTypeScript, prepare, readVariables, serve } from "./serve.mjs";

/** The last line a command prints with --json. */
const lastJson = (text) => JSON.parse(text.trim().split("\n").at(-1) ?? "null");

const toSignInLine = ({ role, email, password }) => `  ${role.padEnd(8)}${email}  ${password}`;

async function loadDemo(prepared) {
  say("Loading the demo fleet (a minute; the screens work already)…");
  const { code, stdout, output } = await runTypeScript(["server/simulate.ts", "--demo", "--json"], { env: prepared.variables });
  if (code === 0) return lastJson(stdout).signIn;
  say(`The demo fleet could not be loaded:\n${output.trimEnd()}`);
  return null;
}

async function sayHowToBegin(prepared) {
  const { code, stdout, output } = await runTypeScript(["server/admin.ts", "setup", "link", "--json"], { env: prepared.variables });
  if (code !== 0) return say(`No setup link could be made:\n${output.trimEnd()}`);
  say(`Nobody can sign in yet. Create the first owner with this link; it works once:\n  ${lastJson(stdout).url}`);
}

/** What is said once the server answers; loads the demo fleet into a new embedded database. */
async function greet(prepared, group) {
  const { countPeople } = await importTypeScript("server/installation.ts");
  const { accounts, users } = await countPeople(prepared.env.DATABASE_URL);
  const demo = prepared.database !== undefined && prepared.launcher.DEMO;
  say(`Motorpool is ready: ${prepared.env.PUBLIC_URL}`);
  const signIn = demo && accounts === 0 ? await loadDemo(prepared) : null;
  if (signIn?.length > 0) say(`Sign in with one of these; the passwords are shown only now:\n${signIn.map(toSignInLine).join("\n")}`);
  else if (users === 0) await sayHowToBegin(prepared);
  if (demo) group.start("live simulator", ["server/simulate.ts", "--live"]);
  say("Ctrl-C stops everything.");
}

await main(async () => {
  await ensureInstalled();
  const variables = await readVariables({ NODE_ENV: "production" });
  await ensureBuilt();
  const prepared = await prepare(variables);
  await serve(prepared, { onReady: (group) => greet(prepared, group) });
});
