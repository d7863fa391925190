import { alertPageSize } from "#components/alerts/alert-list-params.ts";

/** What the API is asked for the outbox from a place on. */
export function toMessageListInput(before: number | null): { cursor?: number; limit: number } {
  return { ...(before === null ? {} : { cursor: before }), limit: alertPageSize };
}
