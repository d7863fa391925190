/** PostgreSQL's and the client's codes for a database that cannot be reached now: starting, stopping, full, or gone. */
const codes = new Set([
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** True for an error that another try in a moment may not meet; looks through what wraps it. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ("code" in inner && typeof inner.code === "string" && codes.has(inner.code)) return true;
  }
  return false;
}
