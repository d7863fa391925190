import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { programs } from "./paths.mjs";
import { runNode, say } from "./run.mjs";

/** A stage comes to the number of tests that passed and the names of those that failed. This one could not run at all. */
export const broken = (title) => ({ passed: 0, failed: [title] });

/** A stage that passes or fails as a whole counts as one test. */
async function runCheck(title, args) {
  const { code, output } = await runNode(args);
  const passed = code === 0;
  say(passed ? `${title}: passed` : `${title}: failed\n${output.trimEnd()}`);
  return passed ? { passed: 1, failed: [] } : broken(title);
}

/** Runs a test runner that writes its result as JSON; a run that fails without a failed test (a file that cannot be loaded) counts as one. */
async function runTests(title, args, { env, resultVariable, count }) {
  const folder = mkdtempSync(join(tmpdir(), "motorpool-result-"));
  const resultFile = join(folder, "result.json");
  say(`${title}:`);
  const { code } = await runNode(args(resultFile), {
    env: { ...env, ...(resultVariable && { [resultVariable]: resultFile }) },
    show: true,
  });
  const result = existsSync(resultFile) ? count(JSON.parse(readFileSync(resultFile, "utf8"))) : { passed: 0, failed: [] };
  rmSync(folder, { recursive: true, force: true });
  return code !== 0 && result.failed.length === 0 ? { ...result, failed: [title] } : result;
}

const listFailed = ({ name, assertionResults }) =>
  assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => `${relative(process.cwd(), name)}: ${fullName}`);

const listSpecs = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(listSpecs)];

const listFailedSpecs = (result) =>
  listSpecs(result)
    .filter(({ ok }) => !ok)
    .map(({ file, title }) => `e2e/${file}: ${title}`);

const runVitest = (title, project, env) =>
  runTests(
    title,
    (file) => [programs.vitest, "run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
    {
      env,
      count: (result) => ({ passed: result.numPassedTests, failed: result.testResults.flatMap(listFailed) }),
    },
  );

export const lint = () => runCheck("Lint", [programs.biome, "ci", "--colors=off", "--error-on-warnings", "."]);
export const types = async () => {
  // Routes' types are Next's own work; without them a fresh clone would not know them.
  await runNode([programs.next, "typegen"]);
  return runCheck("Types", [programs.tsc, "-p", "."]);
};
export const deadCode = () => runCheck("Dead code", [programs.knip]);
export const unit = (env = process.env) => runVitest("Unit tests", "unit", env);
export const database = (env) => runVitest("Database tests", "db", env);
export const browser = (env) =>
  runTests("Browser tests", () => [programs.playwright, "test", "-c", "e2e", "--reporter=list,json"], {
    env,
    resultVariable: "PLAYWRIGHT_JSON_OUTPUT_NAME",
    count: (result) => ({ passed: result.stats.expected, failed: listFailedSpecs(result) }),
  });

/** The last lines: what failed, by name, and the whole run in numbers. */
export function conclude(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.flatMap((result) => result.failed);
  if (failed.length > 0) process.exitCode = 1;
  for (const name of failed) say(`Failed: ${name}`);
  say(`${passed} passed, ${failed.length} failed`);
}
