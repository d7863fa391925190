import postgres from "postgres";

/** Moves back what a browser's push service failed and the tests of its owner, as if so many days had passed since. */
export async function agePushFailures(databaseUrl: string, browser: string, days: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  const age = sql`make_interval(days => ${days})`;
  try {
    await sql.begin(async (tx) => {
      await tx`
        update endpoint_failures f set failing_since = f.failing_since - ${age}, paused_until = f.paused_until - ${age}
        from push_subscriptions s where s.id = f.push_subscription_id and s.label = ${browser}`;
      await tx`
        update messages m set created_at = m.created_at - ${age}
        from push_subscriptions s where m.user_id = s.user_id and s.label = ${browser} and m.kind = 'test'`;
    });
  } finally {
    await sql.end();
  }
}
