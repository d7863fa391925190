import { type Attack, countStatuses, newNetwork, toMb } from "./attack.ts";
import { Browser } from "./sign-in.ts";
import { password } from "./stage.ts";
import { watchMemory } from "./watch-memory.ts";

const atOnce = 60;

export const signIns: Attack = {
  name: "sign-ins",
  what: `${atOnce} sign-ins at once, again and again`,
  async run({ origin, webMemoryB }, signal) {
    const memory = await watchMemory(webMemoryB);
    const outcomes: string[] = [];
    const attempt = async () => {
      const person = { email: `${crypto.randomUUID()}@motorpool.test`, password };
      const isIn = await new Browser(origin).signIn(person, newNetwork(), signal);
      outcomes.push(isIn ? "signed in" : "refused");
    };
    while (!signal.aborted) await Promise.allSettled(Array.from({ length: atOnce }, attempt));
    return [`attempts ${countStatuses(outcomes)}; memory above idle at most ${toMb(await memory.stop())}`];
  },
};
