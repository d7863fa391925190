import { getIdentity } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import { handleDocumentFile } from "#server/http/documents.ts";

export const dynamic = "force-dynamic";

/** The file of a paper, for those who may see the paper. */
export async function GET(request: Request, { params }: { params: Promise<{ documentId: string }> }): Promise<Response> {
  const { deps, files, log } = compose();
  const [identity, { documentId }] = await Promise.all([getIdentity(), params]);
  return handleDocumentFile({ ...deps, files, log }, identity?.scope ?? null, documentId, request);
}
