import { type Attack, countStatuses, newNetwork, pause, untilEnough } from "./attack.ts";
import { Browser } from "./sign-in.ts";
import { password } from "./stage.ts";
import { upload } from "./upload.ts";

const streams = 40;

export const liveStreams: Attack = {
  name: "live-streams",
  what: `${streams} live streams of one session, whose car moves`,
  async run({ origin, attacker }, signal) {
    const browser = new Browser(origin);
    if (!(await browser.signIn({ email: attacker.owner.email, password }, newNetwork()))) throw new Error("Nobody could sign in.");
    const statuses: number[] = [];
    const listen = async () => {
      const answer = await browser.fetch("/api/trpc/live.fleet", { headers: { accept: "text/event-stream" }, signal });
      statuses.push(answer.status);
      for await (const _chunk of answer.body ?? []) if (signal.aborted) return;
    };
    const drive = async () => {
      while (!signal.aborted) {
        await upload(origin, attacker.deviceToken, [{ type: "sample", at: new Date().toISOString(), speed_kmh: 50 }]);
        await pause(250, signal);
      }
    };
    await Promise.all([Promise.allSettled(Array.from({ length: streams }, listen)), drive(), untilEnough(signal)]);
    return [`answers ${countStatuses(statuses)}`];
  },
};
