/**
 * Asks for the status of one car at a fixed rate, whether or not it was answered before (an open loop: what waits is counted from the
 * moment it should have been sent). A process of its own; ends when its input does, and prints the 99th percentile, ms.
 */
import { Agent, request } from "node:http";
import { percentile } from "#server/bench/percentile.ts";

const [url = "", authorization = ""] = process.argv.slice(2);
const everyMs = 40;
const agent = new Agent({ keepAlive: true });

/** Milliseconds from when the request was due until its whole answer is here. Another answer than 200 fails the measurement. */
function ask(dueMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { authorization } }, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - dueMs);
        else reject(new Error(`The status of the car was answered ${response.statusCode}.`));
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

const answers: Promise<number>[] = [];
const startedMs = performance.now();
const timer = setInterval(() => {
  for (let dueMs = startedMs + answers.length * everyMs; dueMs <= performance.now(); dueMs += everyMs) answers.push(ask(dueMs));
}, everyMs / 4);

process.stdin.resume();
process.stdin.once("end", async () => {
  clearInterval(timer);
  process.stdout.write(`${percentile(await Promise.all(answers), 0.99)}\n`);
  agent.destroy();
});
