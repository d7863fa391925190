import { createTemplate } from "./test-db.ts";

/** vitest's global setup of the `db` project: a PostgreSQL of its own unless TEST_SERVER_URL names one. */
export default async function setup(): Promise<() => Promise<void>> {
  const url = process.env["TEST_SERVER_URL"];
  if (!url) throw new Error("TEST_SERVER_URL is not set.");
  return createTemplate(url);
}
