import { compose } from "#server/compose.ts";
import { handleCalendarFeed } from "#server/http/calendar.ts";

export const dynamic = "force-dynamic";

/** What is due, for calendar programs: the token in the address says whose. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { deps, log, env } = compose();
  const { token } = await params;
  return handleCalendarFeed({ ...deps, log, publicUrl: env.PUBLIC_URL }, token, request);
}
