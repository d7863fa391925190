import { type Attack, pause } from "./attack.ts";
import { dripLines, makeLines, streamUpload } from "./upload.ts";

const devices = 3;
const everyMs = 10_000;
const records = 5000;
let idleMs = Number.NaN;

/** Milliseconds until a long upload of the other account is answered. Nothing but 200 and busy is expected; busy is sent again. */
async function timeLongUpload(origin: string, token: string, month: number, signal?: AbortSignal): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const status = await streamUpload(origin, token, makeLines({ records, startMs: Date.UTC(2025, month, 1) }), signal);
    if (status === 200) return performance.now() - startedMs;
    if (status !== 409 && status !== 429 && status !== 503) throw new Error(`The long upload was answered ${status}.`);
    await pause(1000, signal ?? new AbortController().signal);
  }
}

export const dripping: Attack = {
  name: "dripping",
  what: `${devices} adapters that send a record every ten seconds`,
  async prepare({ origin, other }) {
    await timeLongUpload(origin, other.deviceToken, 0);
    idleMs = await timeLongUpload(origin, other.deviceToken, 1);
  },
  async run({ origin, attacker, other }, signal) {
    const tokens = await Promise.all(Array.from({ length: devices }, () => attacker.addDevice()));
    const startMs = Date.UTC(2025, 6, 1);
    const drips = tokens.map((token) => streamUpload(origin, token, dripLines(startMs, everyMs, signal), signal));
    const dripped = Promise.allSettled(drips);
    await pause(2000, signal);
    const tookMs = await timeLongUpload(origin, other.deviceToken, 2, signal).catch(() => Number.POSITIVE_INFINITY);
    await dripped;
    const ratio = (tookMs / idleMs).toFixed(2);
    return [
      `a long upload of another account was stored after ${Math.round(tookMs)} ms, idle ${Math.round(idleMs)} ms: ratio ${ratio} (aim 2 or less)`,
    ];
  },
};
