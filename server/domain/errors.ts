/** The few ways a request can fail; each transport turns them into its own status and body. */
export const errorCodes = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  not_acceptable: 406,
  request_timeout: 408,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error whose message may be shown to the one who asked. Anything else thrown is shown as constant text. */
export class AppError extends Error {
  /** By name: Next bundles a copy of this module, and what is shared through globalThis throws errors made by the other copy. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }

  readonly code: ErrorCode;
  /** Seconds after which a try makes sense again, for `rate_limited`, `conflict` and `unavailable`. */
  readonly retryAfterS: number | undefined;
  /** What a dialect calls this very error, where its code alone does not say. */
  readonly word: string | undefined;

  constructor(code: ErrorCode, message: string, options: { retryAfterS?: number; word?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.word = options.word;
  }

  get status(): number {
    return errorCodes[this.code];
  }
}

/** A missing row and a foreign row answer alike: `notFound("trip")` → "No such trip." */
export function notFound(noun: string): AppError {
  return new AppError("not_found", `No such ${noun}.`);
}
