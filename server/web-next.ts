import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import type { SocketAnswer } from "./api/socket-answer.ts";
import { bad, decodePath, notAllowed } from "./web-refusals.ts";

const methods = ["GET", "HEAD"];
/** For parts of a file, or for a file under conditions: all of it is sent instead. */
const conditions = ["range", "if-range", "if-match", "if-unmodified-since"];

/** What the build and public/ hold. */
const isFile = (path: string): boolean => path.startsWith("/_next/static/") || (!path.startsWith("/api/") && /\.[a-z0-9]+$/i.test(path));

/** By the very function Next reads it with. */
function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps from Next what it answers with an error of its own, 500: a state of its router that cannot be read, and of files other methods,
 * parts that do not exist and conditions that do not hold; its page for errors of its own too. What is wrong with the request, if there is something.
 */
export function prepareForNext(request: IncomingMessage): SocketAnswer | undefined {
  const { headers, method = "", url = "" } = request;
  if (!isRouterState(headers["next-router-state-tree"])) return bad("The header Next-Router-State-Tree cannot be read.");
  const path = decodePath(url) ?? "";
  if (/^\/_global-error\/?$/.test(path)) return { status: 404, message: "No such address." };
  if (!isFile(path)) return undefined;
  if (!methods.includes(method)) return notAllowed(methods);
  for (const name of conditions) delete headers[name];
  return undefined;
}
