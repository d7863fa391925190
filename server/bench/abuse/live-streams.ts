import { type Attack, countStatuses, pause, untilEnough } from "./attack.ts";
import { upload } from "./upload.ts";

const streams = 40;

export const liveStreams: Attack = {
  name: "live-streams",
  what: `${streams} live streams of one session, whose car moves`,
  async prepare({ browser }) {
    await browser.fetch("/api/trpc/live.newest");
  },
  async run({ origin, attacker, browser }, signal) {
    const input = JSON.stringify({ json: { userId: attacker.owner.id, accountId: attacker.accountId } });
    const outcomes: string[] = [];
    const listen = async () => {
      const path = `/api/trpc/live.fleet?input=${encodeURIComponent(input)}`;
      const answer = await browser.fetch(path, { headers: { accept: "text/event-stream" }, signal });
      for await (const chunk of answer.body ?? []) {
        const text = Buffer.from(chunk).toString();
        // A refusal is an event of its own: the answer has begun before it is known.
        if (text.includes("ready")) outcomes.push("open");
        else if (text.includes("TOO_MANY_REQUESTS")) outcomes.push("refused");
        if (signal.aborted) return;
      }
    };
    const drive = async () => {
      while (!signal.aborted) {
        await upload(origin, attacker.deviceToken, [{ type: "sample", at: new Date().toISOString(), speed_kmh: 50 }]);
        await pause(250, signal);
      }
    };
    await Promise.all([Promise.allSettled(Array.from({ length: streams }, listen)), drive(), untilEnough(signal)]);
    return [`streams ${countStatuses(outcomes)}`];
  },
};
