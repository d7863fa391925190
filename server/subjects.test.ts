import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What Motorpool is about. A rule, its write, its SQL, its table and its screen have the same of these names. */
const subjects = [
  "accounts",
  "vehicles",
  "telemetry",
  "trips",
  "driving-events",
  "scoring",
  "health",
  "alerts",
  "geofences",
  "service",
  "documents",
  "apps",
];

/** For each floor, what lies in it besides subjects: the parts that all of them are made of. */
const floors: Record<string, string[]> = {
  "server/domain": [
    "automatic",
    "errors",
    "geo",
    "ids",
    "ip-address",
    "networks",
    "polyline",
    "scope",
    "scrub-secrets",
    "secret-strength",
    "tiles",
    "time",
    "turns",
    "units",
  ],
  "server/commands": ["authorise", "deps", "fields", "fixtures"],
  "server/trpc": ["init", "live", "live-batches", "live-update", "map", "root", "same-origin", "screens", "stream-procedure"],
  "db/schema": ["outbox"],
  "db/queries": ["fact-pages", "id-pages", "outbox", "queue", "visibility"],
  "components/messages/en": ["charts", "common", "live", "map", "shell"],
  components: ["batch-size", "charts", "live", "map", "messages", "query-client", "router-outputs", "shell", "trpc", "ui"],
};

const placeOf = `Sort it into one of: ${subjects.join(", ")}.`;

/** A sentence for each file or folder of a floor that has the name of no subject: what it is called and where it belongs. */
function findStrangers(floor: string, names: readonly string[]): string[] {
  const known = new Set([...subjects, ...(floors[floor] ?? [])]);
  return names.filter((name) => !known.has(name.replace(/\..*$/, ""))).map((name) => `${floor}/${name} is no subject. ${placeOf}`);
}

/** What one can read at a glance. */
const maxFiles = 25;

function listFolders(folder: string): string[] {
  const inside = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inside.flatMap(({ name }) => listFolders(`${folder}/${name}`))];
}

const countFiles = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).length;

describe("the list of subjects", () => {
  test.each(Object.keys(floors))("%s is sorted by it", (floor) => {
    expect(findStrangers(floor, readdirSync(join(root, floor)))).toEqual([]);
  });

  test("for a file outside it the failure says where it belongs", () => {
    expect(findStrangers("db/queries", ["trips", "garage-cards.ts"])).toEqual([
      expect.stringMatching(/^db\/queries\/garage-cards\.ts is no subject\. Sort it into one of: accounts, vehicles, /),
    ]);
  });

  test("no folder of a floor is a flat drawer", () => {
    const drawers = Object.keys(floors)
      .flatMap(listFolders)
      .filter((folder) => countFiles(folder) > maxFiles);
    expect(drawers.map((folder) => `${folder}: ${countFiles(folder)} files`)).toEqual([]);
  });
});
