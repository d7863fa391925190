/** What is said to who sent a secret without encryption. */
export const plainHttpText = "Use https://: this was sent without encryption, where others on the way could read it.";

/**
 * True for a request that some proxy in front was sent by plain HTTP, or by a websocket without TLS, although the server is reached by
 * https. The header is there only when a proxy of ours has set it: server/web-headers.ts takes away anybody else's.
 */
export function isPlainHttp(publicUrl: string, forwardedProto: string | string[] | null | undefined): boolean {
  if (!publicUrl.startsWith("https:")) return false;
  return String(forwardedProto ?? "")
    .split(",")
    .some((protocol) => /^(http|ws)$/i.test(protocol.trim()));
}
