import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ family: string }>;
}

/** The public APIs' mount for hosts without our own web server: the same answers as server/web.ts gives ahead of Next. */
async function handle(request: Request, { params }: Context): Promise<Response> {
  const { family } = await params;
  const { families } = compose();
  const api = Object.hasOwn(families, family) ? families[family] : undefined;
  return api ? api.fetch(request) : Response.json({ error: "not_found", message: "No such API." }, { status: 404 });
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
