/** A load on a web server, in a process of its own: so many connections, each asking again as soon as it is answered. */
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";

const [port = "", path = "", authorization = "", connections = "1", seconds = "1"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const headers = { authorization, accept: "application/json" };

async function ask(): Promise<void> {
  const sent = request({ agent, host: "127.0.0.1", port, path, headers }).end();
  const [response]: IncomingMessage[] = await once(sent, "response");
  response?.resume();
  if (response) await once(response, "end");
  if (response?.statusCode !== 200) throw new Error(`Answered ${response?.statusCode}.`);
}

/** Answers in the given time on all connections together. */
async function load(forS: number): Promise<number> {
  const untilMs = performance.now() + forS * 1000;
  const counts = await Promise.all(
    Array.from({ length: Number(connections) }, async () => {
      let count = 0;
      for (; performance.now() < untilMs; count++) await ask();
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

await load(0.5);
const startedMs = performance.now();
const answers = await load(Number(seconds));
console.log(answers / ((performance.now() - startedMs) / 1000));
agent.destroy();
