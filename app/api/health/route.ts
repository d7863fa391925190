import { compose } from "#server/compose.ts";

export const dynamic = "force-dynamic";

/** For load balancers and starters: 200 while the database answers. */
export async function GET(): Promise<Response> {
  const { database, log } = compose();
  try {
    await database.sql`select 1`;
    return Response.json({ status: "ok" });
  } catch (error) {
    log.warn({ err: error }, "health: the database does not answer");
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
