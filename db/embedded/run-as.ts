import { execFile, spawnSync } from "node:child_process";
import { chownSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

const execFileAsync = promisify(execFile);

/** PostgreSQL refuses to run as root, so root runs its programs as somebody else. */
export interface RunAs {
  run(file: string, args: readonly string[]): Promise<string>;
  /** Gives a file or folder to the user the programs run as; throws if that user cannot get there. */
  own(path: string): void;
}

const unshareArgs = ["--user", "--map-user=65534", "--map-group=65534"];

/** A user namespace needs no second account and reaches folders that only root may enter. */
function canUnshare(): boolean {
  return spawnSync("unshare", [...unshareArgs, "true"], { stdio: "ignore" }).status === 0;
}

function findAccount(): { uid: number; gid: number } | undefined {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return undefined;
}

function runner(wrap: (file: string, args: readonly string[]) => [string, string[]], ids?: { uid: number; gid: number }): RunAs {
  return {
    run: async (file, args) => {
      const [command, wrapped] = wrap(file, args);
      const { stdout } = await execFileAsync(command, wrapped, { ...ids, env: { ...process.env, LC_ALL: "C", TZ: "UTC" } });
      return stdout;
    },
    own: (path) => {
      if (!ids) return;
      chownSync(path, ids.uid, ids.gid);
      if (spawnSync("test", ["-r", path], ids).status === 0) return;
      throw new Error(
        `PostgreSQL does not run as root, and the user it runs as here (${ids.uid}) cannot reach ${path}. ` +
          "Start as an ordinary user, set DATA_DIR to a folder below one that everybody may enter, or set DATABASE_URL.",
      );
    },
  };
}

/** Picks how to run PostgreSQL's programs: directly, or, for root, in a user namespace or as `postgres` or `nobody`. */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return runner((file, args) => [file, [...args]]);
  if (canUnshare()) return runner((file, args) => ["unshare", [...unshareArgs, file, ...args]]);
  const account = findAccount();
  if (!account)
    throw new Error("PostgreSQL does not run as root, and there is no other user here: start as an ordinary user or set DATABASE_URL.");
  return runner((file, args) => [file, [...args]], account);
}
