import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { PictureType } from "#server/domain/documents/file-type.ts";
import { createTurns } from "#server/domain/turns.ts";
import { PictureError, type PictureProblem } from "./picture-error.ts";

export type PictureTask = { bytes: Uint8Array } & ({ kind: "reencode"; type: PictureType } | { kind: "preview" });
export type PictureAnswer = { bytes: Uint8Array } | { problem: PictureProblem; reason: string };

/**
 * Decodes pictures away from the process that answers requests. Throws {@link PictureError}, and `unavailable` when too many
 * pictures of the account wait already.
 */
export interface Pictures {
  /** See reencodePicture in picture.ts. */
  reencode(accountId: number, bytes: Uint8Array, type: PictureType): Promise<Uint8Array>;
  /** See makePreview in picture.ts; the picture is read when it is its turn. */
  preview(accountId: number, read: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/** A phone's picture takes a second or two; whatever takes this long was made to. */
const timeLimitMs = 20_000;
/** The process that decodes ends when it had nothing to do for so long, ms. */
const idleMs = 30_000;

/** One picture that is sent and one preview at a time; previews do not wait for what is sent. */
export function createPictures(limits: { timeLimitMs: number } = { timeLimitMs }): Pictures {
  const [reencode, preview] = [createDecoder(limits.timeLimitMs), createDecoder(limits.timeLimitMs)];
  // Those who send hold their pictures in memory while they wait, up to 10 MB each.
  const [sentInTurn, shownInTurn] = [createTurns({ places: 1, waiting: 4 }), createTurns({ places: 1, waiting: 64 })];
  return {
    reencode: (accountId, bytes, type) => sentInTurn(() => reencode({ kind: "reencode", bytes, type }), accountId),
    preview: (accountId, read) => shownInTurn(async () => preview({ kind: "preview", bytes: await read() }), accountId),
  };
}

/** Works on one task after the other in a child process, which is started when it is needed and killed at the time limit. */
function createDecoder(limitMs: number): (task: PictureTask) => Promise<Uint8Array> {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  const end = () => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  return async (task) => {
    clearTimeout(idle);
    if (!child?.connected) child = startChild();
    try {
      const answer = await ask(child, task, limitMs);
      if ("bytes" in answer) return answer.bytes;
      throw new PictureError(answer.problem, { cause: answer.reason });
    } catch (error) {
      // One that is still busy, or has died, is of no use for the next picture.
      if (!(error instanceof PictureError) || error.problem === "too_slow") end();
      throw error;
    } finally {
      idle = setTimeout(end, idleMs).unref();
    }
  };
}

function startChild(): ChildProcess {
  const script = join(import.meta.dirname, "picture-child.ts");
  // It gets no secrets of ours, and one thread of libvips decodes.
  const env = { NODE_ENV: "production" as const, VIPS_CONCURRENCY: "1" };
  // The bundler must not look for the script: in its copy of this module none is started.
  const child = fork(/* turbopackIgnore: true */ script, {
    execArgv: ["--import", "tsx"],
    cwd: join(import.meta.dirname, "../.."),
    env,
    serialization: "advanced",
  });
  // What goes wrong is told to whoever waits for an answer.
  child.on("error", () => {});
  child.unref();
  child.channel?.unref();
  return child;
}

async function ask(child: ChildProcess, task: PictureTask, limitMs: number): Promise<PictureAnswer> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), limitMs);
  try {
    const died = once(child, "exit", given).then(() => {
      throw new Error("The process that decodes pictures has ended.");
    });
    const answered = once(child, "message", given).then(([answer]): PictureAnswer => answer);
    // What comes too late is of no interest.
    died.catch(() => {});
    child.send(task, (error) => error && child.emit("error", error));
    return await Promise.race([answered, died]);
  } catch (error) {
    throw given.signal.aborted ? new PictureError("too_slow") : error;
  } finally {
    clearTimeout(timer);
    given.abort();
  }
}

declare global {
  var motorpoolPictures: Pictures | undefined;
}

/** Shared through globalThis: Next has its own copy of this module, which knows no path of the child's script. */
globalThis.motorpoolPictures ??= createPictures();
export const pictures: Pictures = globalThis.motorpoolPictures;
