import { handleCalendarFeed } from "#server/api/calendar.ts";
import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

/** What is due, for calendar programs: the token in the address says whose. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { deps, log, env } = compose();
  const { token } = await params;
  try {
    return await handleCalendarFeed({ ...deps, log, publicUrl: env.PUBLIC_URL }, token, request);
  } catch (error) {
    log.error({ err: error }, "calendar: a feed failed");
    return new Response("Something went wrong on our side.\n", { status: 500 });
  }
}
