import { type Attack, toMb } from "./attack.ts";
import { makeLines, streamUpload } from "./upload.ts";
import { watchMemory } from "./watch-memory.ts";

/** As `makeLines` writes them. */
const bytesPerRecord = 113;

export const longUpload: Attack = {
  name: "long-upload",
  what: "one upload of a gigabyte of NDJSON",
  async run({ origin, attacker, webMemoryB }, _signal, { uploadMb }) {
    const memory = await watchMemory(webMemoryB);
    const records = Math.round((uploadMb * 1e6) / bytesPerRecord);
    const startedMs = performance.now();
    const status = await streamUpload(origin, attacker.deviceToken, makeLines({ records, startMs: Date.UTC(2024, 0, 1) }));
    const seconds = (performance.now() - startedMs) / 1000;
    const aboveIdle = toMb(await memory.stop());
    return [`${uploadMb} MB answered ${status} after ${seconds.toFixed(0)} s; memory above idle at most ${aboveIdle} (aim 150 MB or less)`];
  },
};
