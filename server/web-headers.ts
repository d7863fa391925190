import type { IncomingMessage } from "node:http";

/** Headers with which Next talks to itself: from outside they could make it skip its own checks. */
const internal = /^x-(middleware|nextjs)-/;
/** While developing, Next matches what React tells for debugging to its page by these; without them a followed link never arrives. */
const debugging = /^x-nextjs-(html-)?request-id$/;
/** What only a proxy in front of us may claim. */
const forwarded = /^(x-forwarded-|x-real-ip$|forwarded$)/;

/**
 * Removes from a request what no client may say: Next's internal headers and, unless a proxy of ours stands in front, where the request
 * came from. `x-forwarded-for` then holds the address of the connection.
 */
export function dropForeignHeaders(request: IncomingMessage, options: { trustProxy: boolean; development: boolean }): void {
  const isForeign = (name: string): boolean => {
    if (options.development && debugging.test(name)) return false;
    return internal.test(name) || (!options.trustProxy && forwarded.test(name));
  };
  for (const name of Object.keys(request.headers)) if (isForeign(name)) delete request.headers[name];
  const raw = request.rawHeaders;
  request.rawHeaders = raw.filter((_, index) => !isForeign((raw[index - (index % 2)] ?? "").toLowerCase()));
  const address = request.socket.remoteAddress;
  if (options.trustProxy || !address) return;
  request.headers["x-forwarded-for"] = address;
  request.rawHeaders.push("x-forwarded-for", address);
}
