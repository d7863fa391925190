import { type Attack, countStatuses, repeat } from "./attack.ts";

const families = ["carnot", "automatic", "ingest"];

export const openapi: Attack = {
  name: "openapi",
  what: "the APIs' documents asked for by ten clients",
  async run({ origin }, signal) {
    const statuses: number[] = [];
    await repeat(signal, 10, async (turn) => {
      const answer = await fetch(`${origin}/api/${families[turn % families.length]}/openapi.json`, { signal });
      await answer.arrayBuffer();
      statuses.push(answer.status);
    });
    return [`answers ${countStatuses(statuses)}`];
  },
};
