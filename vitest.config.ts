import { defineConfig } from "vitest/config";

const exclude = ["node_modules/**", ".next/**", "e2e/**"];

/** Unit tests are pure and need nothing; `*.db.test.ts` run against a real PostgreSQL (see db/test-db.ts). */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["**/*.test.ts"], exclude: [...exclude, "**/*.db.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["db/test-db-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
