import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./paths.mjs";
import { runTypeScript, say } from "./run.mjs";

const signInFile = (prepared) => resolve(root, prepared.launcher.DATA_DIR, "demo-sign-in.json");
const toSignInLine = ({ role, email, password }) => `  ${role.padEnd(8)}${email}  ${password}`;

/** The last line a command prints with --json. */
export const lastJson = (text) => JSON.parse(text.trim().split("\n").at(-1) ?? "null");

/** True for a new embedded database, and for one whose loading was interrupted: what tells that it is complete is missing. */
export function isDemoWanted(prepared, { accounts, demoAccounts }) {
  if (prepared.database === undefined || !prepared.launcher.DEMO) return false;
  return accounts === 0 || (demoAccounts > 0 && !existsSync(signInFile(prepared)));
}

/** Whoever interrupted the first loading never saw the passwords. */
async function renewPasswords(prepared) {
  const args = ["server/admin.ts", "user", "list", "--json"];
  const users = lastJson((await runTypeScript(args, { env: prepared.variables })).stdout);
  const renewed = users.map(({ email, role }) => ({ email, role, password: randomBytes(12).toString("base64url") }));
  for (const { email, password } of renewed) {
    const renew = ["server/admin.ts", "user", "set-password", "--user", email, "--password", "-"];
    await runTypeScript(renew, { env: prepared.variables, input: password });
  }
  return renewed;
}

/** Loads the demo fleet, or the rest of it, and says how to sign in to it; the same is kept for later starts. */
export async function loadDemo(prepared) {
  say("Loading the demo fleet (a minute; the screens work already)…");
  const { code, stdout, output } = await runTypeScript(["server/simulate.ts", "--demo", "--json"], { env: prepared.variables });
  if (code !== 0) return say(`The demo fleet could not be loaded:\n${output.trimEnd()}`);
  const created = lastJson(stdout).signIn;
  const signIn = created.length > 0 ? created : await renewPasswords(prepared);
  writeFileSync(signInFile(prepared), `${JSON.stringify(signIn, null, 2)}\n`, { mode: 0o600 });
  say(`Sign in with one of these; they are kept in ${signInFile(prepared)}:\n${signIn.map(toSignInLine).join("\n")}`);
}

/** For later starts: where the demo fleet's first passwords are. */
export function sayDemoSignIn(prepared) {
  const path = signInFile(prepared);
  if (!existsSync(path)) return false;
  const owner = JSON.parse(readFileSync(path, "utf8"))[0];
  say(`Sign in as ${owner.email}; the generated password is in ${path}.`);
  return true;
}
