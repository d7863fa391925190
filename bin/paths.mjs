import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, wherever a command is started from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const inRoot = (...parts) => join(root, ...parts);

/** The program of an installed package, to be run with this Node. */
export const programs = {
  next: inRoot("node_modules", "next", "dist", "bin", "next"),
  biome: inRoot("node_modules", "@biomejs", "biome", "bin", "biome"),
  tsc: inRoot("node_modules", "typescript", "bin", "tsc"),
  knip: inRoot("node_modules", "knip", "bin", "knip.js"),
  vitest: inRoot("node_modules", "vitest", "vitest.mjs"),
  playwright: inRoot("node_modules", "@playwright", "test", "cli.js"),
};
