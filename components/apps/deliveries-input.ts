const pageSize = 20;

/** What the API is asked for the log of an app, as the address says: from the newest, or from before a delivery on. */
export function toDeliveriesInput(appId: number, params: URLSearchParams): { appId: number; limit: number; cursor?: number } {
  const before = params.get("before") ?? "";
  return { appId, limit: pageSize, ...(/^[1-9]\d{0,14}$/.test(before) && { cursor: Number(before) }) };
}
