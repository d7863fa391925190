import { z } from "zod";
import type { Rendering, ShownError } from "#server/api/family-errors.ts";

export const errorBody = z.object({ detail: z.string() });

/** For who sends the key bare: bodies as they are, errors under their HTTP status. */
const plain: Rendering = {
  ok: (data) => data as object,
  error: ({ status, message, ...error }) => ({ status, body: { detail: withId(message, error) } }),
};

/** For who sends `Apikey`: bodies in an envelope which also says whether it went well; the HTTP status is always 200. */
const enveloped: Rendering = {
  ok: (data) => ({ status: true, message: "Success", ...(isDone(data) ? {} : { data }) }),
  error: ({ message, ...error }) => ({ status: 200, body: { status: false, message: withId(message, error) } }),
};

/** Only who reports an error of ours has use for the id; a header has it always. */
function withId(message: string, { code, requestId }: Pick<ShownError, "code" | "requestId">): string {
  return code === "internal" ? `${message} (${requestId})` : message;
}

/** The one place where the kind of authentication chooses how answers are written. */
export function renderingOf(request: Request): Rendering {
  return request.headers.has("apikey") ? enveloped : plain;
}

/** The answer of a call that changes something and has nothing to tell; an envelope says it without data. */
export const doneBody = z.object({ message: z.literal("Success") });
export const done: z.infer<typeof doneBody> = { message: "Success" };

function isDone(data: unknown): boolean {
  return data === done;
}
