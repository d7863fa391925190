import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const top = ["app", "components", "db", "server", "e2e"];

/** Which files a folder may import, as prefixes of their paths from the root. A folder may always import itself. */
interface Rule {
  folder: string;
  may: string[];
  /** Allowed besides, as `import type` only. */
  types?: string[];
  /** Where the code belongs that breaks the rule. */
  hint: string;
}

const basics = ["server/domain/", "db/", "server/env.ts", "server/log.ts"];
const actions = [
  ...basics,
  "server/commands/",
  "server/events/",
  "server/auth/",
  "server/places/",
  "server/files/",
  "server/notify/",
  "server/webhooks/",
];
const transports = [...actions, "server/http/", "server/api/", "server/trpc/", "server/jobs/"];

/** The first rule whose folder fits is the one that counts. */
const law: Rule[] = [
  { folder: "server/domain/", may: [], hint: "The domain is pure: read in db/queries, decide here, act in server/commands." },
  { folder: "db/", may: ["server/domain/"], hint: "db only stores and reads: rules belong in server/domain, actions in server/commands." },
  { folder: "server/env.ts", may: ["server/domain/"], hint: "The environment is read by rules of the domain, and knows nothing else." },
  { folder: "server/log.ts", may: ["server/domain/"], hint: "The log knows rules of the domain, and nothing else." },
  { folder: "server/outbound.ts", may: ["server/domain/"], hint: "What may be connected to is judged here, whatever is sent." },
  // Server components call getSession() without arguments, so this one file reaches up to the composition root.
  {
    folder: "server/auth/session.ts",
    may: [...actions, "server/compose.ts"],
    hint: "Only what reads the session of a request belongs here.",
  },
  { folder: "server/auth/", may: actions, hint: "Sign-in and scopes know no transport." },
  { folder: "server/places/", may: ["server/domain/"], hint: "Places are looked up, nothing else." },
  { folder: "server/files/", may: ["server/domain/"], hint: "Files are looked into and kept here, whomever they belong to." },
  {
    folder: "server/notify/",
    may: ["server/domain/", "server/env.ts", "server/log.ts", "server/outbound.ts"],
    hint: "Mail and push are sent here, whatever they say.",
  },
  {
    folder: "server/webhooks/",
    may: ["server/domain/", "server/env.ts", "server/log.ts", "server/outbound.ts"],
    hint: "Webhooks are signed and sent here, whatever they say.",
  },
  {
    folder: "server/commands/",
    may: actions,
    hint: "A command knows no transport: HTTP belongs in server/api, screens in server/trpc, the queue in server/jobs.",
  },
  { folder: "server/events/", may: actions, hint: "Events are handed out here; what reacts to them subscribes." },
  { folder: "server/http/", may: actions, hint: "Requests are read and answered here; an API's own wire format belongs in its family." },
  {
    folder: "server/api/",
    may: [...actions, "server/http/"],
    hint: "An API calls commands and queries, never another API, the screens' routers or the jobs.",
  },
  { folder: "server/trpc/", may: actions, hint: "A router calls commands and queries, never an API or a job." },
  { folder: "server/jobs/", may: actions, hint: "A job calls one command." },
  { folder: "server/compose.ts", may: transports, hint: "The composition root puts transports together." },
  {
    folder: "server/",
    may: [...transports, "server/"],
    hint: "A process starts what the folders offer; screens belong in app and components.",
  },
  {
    folder: "components/",
    may: ["server/domain/", "server/trpc/*.input.ts"],
    types: ["server/trpc/root.ts"],
    hint: "Screens get their data through tRPC.",
  },
  {
    folder: "app/",
    may: ["components/", "server/compose.ts", "server/auth/", "server/trpc/", "server/domain/", "server/http/"],
    hint: "A page or route composes: data belongs in server/trpc, looks in components.",
  },
  { folder: "e2e/", may: ["db/seeds/"], hint: "Browser tests know the product from outside." },
];

/** Packages that belong to some folders only. */
const packages: { name: RegExp; only: string[]; hint: string }[] = [
  { name: /^(postgres|drizzle-orm(\/.*)?)$/, only: ["db/", "server/bench/"], hint: "All SQL lives in db." },
  {
    name: /^(next(\/.*)?|react(-dom)?(\/.*)?)$/,
    only: ["app/", "components/", "server/web.ts", "server/web-next.ts", "server/auth/"],
    hint: "Screens live in app and components.",
  },
  {
    name: /^hono|^@hono\//,
    only: ["server/api/", "server/http/", "server/compose.ts", "server/web.ts", "server/bench/"],
    hint: "HTTP is spoken in server/http and server/api.",
  },
  { name: /^@trpc\//, only: ["server/trpc/", "components/", "app/"], hint: "The screens' API lives in server/trpc." },
  {
    name: /^node:(fs|net|http|https|child_process|process|os|dns|tls|worker_threads)/,
    only: ["db/", "server/env.ts", "server/cli-env.ts", "server/places/", "server/", "e2e/"],
    hint: "Only processes touch the system.",
  },
];
const pure = /^(node:(?!crypto|buffer|stream)|postgres|drizzle-orm|next|react|hono|pino)/;

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listSources(path);
    return /\.(ts|tsx)$/.test(entry.name) ? [path] : [];
  });
}

function readImports(path: string): Import[] {
  const text = readFileSync(join(root, path), "utf8");
  const statements = [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm),
    ...text.matchAll(/\bimport(\s)?\("([^"]+)"\)/g),
  ];
  return statements.map(([, type, specifier = ""]) => ({ from: path, to: resolveTarget(path, specifier), typeOnly: type !== undefined }));
}

function resolveTarget(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : `package:${specifier}`;
}

function fits(path: string, pattern: string): boolean {
  const [start = "", end] = pattern.split("*");
  return path.startsWith(start) && (end === undefined || path.endsWith(end));
}

/** A family of public APIs is closed in itself, like the folders of a process. */
function ownFolder(rule: Rule, path: string): string {
  return rule.folder === "server/api/" ? path.split("/").slice(0, 3).join("/") : rule.folder;
}

/** What all families are made of lies beside them. */
const isFamilyPart = (path: string): boolean => /^server\/api\/[^/]+\.ts$/.test(path);

/** Data too large for a browser. */
const serverOnly = /^server\/domain\/(health\/dtc\/(describe|dictionary)\.ts$|vehicles\/models\/)/;

function judgeOwn({ from, to, typeOnly }: Import): string | undefined {
  const rule = law.find(({ folder }) => from.startsWith(folder));
  if (!rule) return undefined;
  if (rule.folder === "components/" && serverOnly.test(to) && !typeOnly) return rule.hint;
  if (rule.folder === "server/api/" && isFamilyPart(to)) return undefined;
  const allowed = [ownFolder(rule, from), ...rule.may, ...(typeOnly ? (rule.types ?? []) : [])];
  return allowed.some((pattern) => fits(to, pattern)) ? undefined : rule.hint;
}

function judgePackage({ from, to }: Import): string | undefined {
  const name = to.slice("package:".length);
  if (from.startsWith("server/domain/") && pure.test(name)) return "The domain is pure.";
  return packages.find((rule) => rule.name.test(name) && !rule.only.some((folder) => from.startsWith(folder)))?.hint;
}

/** One line for each import that breaks the law: who imports what, and where the code belongs. */
function findBreaches(imports: Import[]): string[] {
  return imports.flatMap((found) => {
    const inTest = /\.test\.tsx?$/.test(found.from);
    if (inTest && /^(db\/|server\/api\/|server\/http\/|server\/files\/|server\/notify\/|package:)/.test(found.to)) return [];
    const hint = found.to.startsWith("package:") ? judgePackage(found) : judgeOwn(found);
    return hint === undefined ? [] : [`${found.from} imports ${found.to}. ${hint}`];
  });
}

/** How some files come to load another: the imports from one of them to it; empty when they do not. */
function findChain(from: readonly string[], target: string): string[] {
  const chains = from.map((path) => [path]);
  const seen = new Set(from);
  for (let chain = chains.shift(); chain; chain = chains.shift()) {
    const path = chain.at(-1) ?? "";
    if (path === target) return chain;
    if (!/\.tsx?$/.test(path)) continue;
    for (const { to, typeOnly } of readImports(path)) {
      if (typeOnly || to.startsWith("package:") || seen.has(to)) continue;
      seen.add(to);
      chains.push([...chain, to]);
    }
  }
  return [];
}

describe("the import law", () => {
  test("every import goes the allowed way", () => {
    expect(findBreaches(top.flatMap(listSources).flatMap(readImports))).toEqual([]);
  });

  test("files of the same folder are imported as ./, all others by their path from the root", () => {
    const sources = ["server", "db", "components"].flatMap(listSources);
    const upwards = sources.filter((path) => /\b(from|import)\s*\(?\s*"\.\.\/[^"]*\.tsx?"/.test(readFileSync(join(root, path), "utf8")));
    expect(upwards).toEqual([]);
  });

  test.each([
    ["server/domain/geo.ts", "db/client.ts"],
    ["server/domain/geo.ts", "package:node:fs"],
    ["db/queries/trips/trips.ts", "server/commands/telemetry/ingest.ts"],
    ["server/commands/telemetry/ingest.ts", "server/jobs/tasks.ts"],
    ["server/commands/telemetry/ingest.ts", "package:drizzle-orm"],
    ["server/api/carnot/index.ts", "server/api/ingest/index.ts"],
    ["server/trpc/trips.ts", "server/api/family.ts"],
    ["components/trips/map.tsx", "server/trpc/trips.ts"],
    ["components/trips/map.tsx", "server/trpc/root.ts"],
    ["components/health/fault-card.tsx", "server/domain/health/dtc/describe.ts"],
    ["app/page.tsx", "db/queries/trips/trips.ts"],
  ])("refuses %s importing %s", (from, to) => {
    expect(findBreaches([{ from, to, typeOnly: false }])).toHaveLength(1);
  });

  test.each([
    ["components/trips/map.tsx", "server/trpc/root.ts", true],
    ["components/trips/map.tsx", "server/trpc/trips.input.ts", false],
    ["server/api/ingest/index.ts", "server/api/family.ts", false],
    ["server/api/ingest/uploads.ts", "server/api/ingest/auth.ts", false],
    ["server/worker.ts", "server/jobs/tasks.ts", false],
  ])("allows %s importing %s (types only: %s)", (from, to, typeOnly) => {
    expect(findBreaches([{ from, to, typeOnly }])).toEqual([]);
  });

  test("the web process and the screens load no boundaries of time zones", () => {
    const screens = [...listSources("app"), ...listSources("components")].filter((path) => !/\.test\.tsx?$/.test(path));
    expect(findChain(["server/web.ts", "server/compose.ts", ...screens], "server/places/time-zone.ts")).toEqual([]);
    expect(findChain(["server/worker.ts"], "server/places/time-zone.ts")).not.toEqual([]);
  });

  test("no folder is a drawer for everything", () => {
    const drawers = top.flatMap(listSources).filter((path) => /\/(utils?|helpers?|lib|common|shared)\//.test(path));
    expect(drawers).toEqual([]);
  });
});
