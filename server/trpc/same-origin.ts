/**
 * True when a request that changes something comes from our own pages (or from no browser at all).
 * Browsers send Sec-Fetch-Site; older ones only Origin, which must name the host that was asked.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
