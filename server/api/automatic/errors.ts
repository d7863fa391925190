import { z } from "zod";
import type { Rendering, ShownError } from "#server/api/family-errors.ts";

/** Version 2 and OAuth; version 1 has `message` alone. */
export const errorBody = z.object({ error: z.string(), error_description: z.string() });

/** As version 2 documents them, and in its way for what it does not document. */
const words: Record<ShownError["code"], string> = {
  bad_request: "err_bad_request",
  unauthorized: "err_unauthorized",
  forbidden: "err_forbidden",
  plain_http: "err_forbidden",
  not_found: "err_page_not_found",
  method_not_allowed: "err_method_not_allowed",
  not_acceptable: "err_unknown_error",
  request_timeout: "err_request_timeout",
  conflict: "err_conflict",
  too_large: "err_too_large",
  unsupported_media: "err_unsupported_media",
  unprocessable: "err_unprocessable_data",
  rate_limited: "err_rate_limited",
  unavailable: "err_unavailable",
  internal: "err_internal_error",
};

const ok: Rendering["ok"] = (data) => data as object;

const v2: Rendering = {
  ok,
  error: ({ code, word, status, message, requestId }) => ({
    status,
    body: { error: word ?? words[code], error_description: code === "internal" ? `${message} (${requestId})` : message },
  }),
  // Apps say who they are by id and secret, where it is not for a person that they ask.
  challenge: ({ word }) => (word === "err_invalid_client" ? 'Basic realm="Motorpool", charset="UTF-8"' : "Bearer"),
};

/** The documented texts of version 1; the others say what is wrong. */
const v1Messages: Partial<Record<ShownError["code"], string>> = {
  unauthorized: "Invalid OAuth Token",
  forbidden: "Invalid Scope",
  not_found: "Not Found",
  internal: "Server Error",
};

const v1: Rendering = {
  ok,
  error: ({ code, word, status, message }) => ({
    // Version 1 documents that nothing is found without encryption.
    status: code === "plain_http" ? 404 : status,
    body: { message: word ?? v1Messages[code] ?? message },
  }),
};

function isVersion1(request: Request): boolean {
  return /^\/api\/automatic\/v1(\/|$)/.test(new URL(request.url).pathname);
}

/** The one place where the version chooses how answers are written. */
export function renderingOf(request: Request): Rendering {
  return isVersion1(request) ? v1 : v2;
}
