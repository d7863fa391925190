import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { inRoot, root } from "./paths.mjs";
import { say } from "./run.mjs";

const steadyMs = 60_000;
const longestDelayMs = 30_000;
const killAfterMs = 12_000;

/**
 * The processes of one installation: started together, restarted one by one after a crash (later and later while it keeps crashing),
 * stopped together. `output` is where their log lines go: "inherit" or an open file.
 */
export function createGroup({ env, output }) {
  const members = new Map();
  let stopping = false;

  function launch(member) {
    const args = ["--import", "tsx", "--import", pathToFileURL(inRoot("bin", "follow-parent.mjs")).href, ...member.args];
    const startedAt = Date.now();
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", output, "inherit", "ipc"] });
    member.child = child;
    member.exited = new Promise((resolve) => child.once("exit", resolve));
    child.on("message", (message) => message === "ready" && member.onReady?.());
    child.once("error", (error) => process.stderr.write(`${member.name}: ${error.message}\n`));
    child.once("exit", (code, signal) => onExit(member, code, signal, Date.now() - startedAt));
  }

  function onExit(member, code, signal, livedMs) {
    if (stopping || member.restarting) return;
    if (member.onExit?.(code) === "stop") return;
    member.delayMs = livedMs > steadyMs ? 1000 : Math.min(longestDelayMs, member.delayMs * 2);
    say(`The ${member.name} ended (${signal ?? `exit code ${code}`}); starting it again in ${member.delayMs / 1000} s.`);
    member.timer = setTimeout(() => launch(member), member.delayMs);
  }

  async function end(member) {
    clearTimeout(member.timer);
    if (!member.child || member.child.exitCode !== null || member.child.signalCode !== null) return;
    const killer = setTimeout(() => member.child.kill("SIGKILL"), killAfterMs);
    member.child.kill("SIGTERM");
    await member.exited;
    clearTimeout(killer);
  }

  return {
    /** `onReady` is called whenever the process says it is ready; `onExit` may answer "stop" to keep it from being restarted. */
    start(name, args, { onReady, onExit } = {}) {
      if (stopping) return;
      const member = { name, args, onReady, onExit, delayMs: 500 };
      members.set(name, member);
      launch(member);
    },
    async restart(name) {
      const member = members.get(name);
      member.restarting = true;
      await end(member);
      member.restarting = false;
      if (!stopping) launch(member);
    },
    async stop() {
      stopping = true;
      await Promise.all([...members.values()].map(end));
    },
    kill() {
      for (const { child } of members.values()) child?.kill("SIGKILL");
    },
  };
}
