/** Decodes pictures in a process of its own, one at a time: see pictures.ts. Ends with the channel to the process that started it. */
import { setPriority } from "node:os";
import { makePreview, reencodePicture } from "./picture.ts";
import { PictureError } from "./picture-error.ts";
import type { PictureAnswer, PictureTask } from "./pictures.ts";

// Whoever waits for anything else comes first.
setPriority(10);

async function work(task: PictureTask): Promise<PictureAnswer> {
  try {
    return { bytes: await (task.kind === "preview" ? makePreview(task.bytes) : reencodePicture(task.bytes, task.type)) };
  } catch (error) {
    return { problem: error instanceof PictureError ? error.problem : "unreadable", reason: String(error) };
  }
}

process.on("message", async (task: PictureTask) => {
  process.send?.(await work(task));
});
