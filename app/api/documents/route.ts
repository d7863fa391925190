import { getIdentity } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import { handleDocumentUpload } from "#server/http/documents.ts";
import { isSameOrigin } from "#server/trpc/same-origin.ts";

export const dynamic = "force-dynamic";

/** Stores a paper with its file, from our own pages only. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return Response.json({ error: "Cross-site request refused." }, { status: 403 });
  const { deps, files, log } = compose();
  const identity = await getIdentity();
  return handleDocumentUpload({ ...deps, files, log }, identity?.scope ?? null, request);
}
