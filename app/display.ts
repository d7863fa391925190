import { cookies, headers } from "next/headers";
import { cache } from "react";
import { isTheme, type Theme } from "#components/ui/state/display.ts";
import type { Preferences } from "#components/ui/values/format.tsx";
import { pickLocale } from "#components/ui/values/locale.ts";
import { cookieName } from "#server/auth/cookies.ts";
import { getSession } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import { isTimeZone } from "#server/domain/time.ts";
import { readMe } from "./prefetch.tsx";

export interface Display {
  theme: Theme;
  locale: string;
  preferences: Preferences;
}

/** How this browser and this person want pages to be: from the session, cookies and the browser's languages. */
export const readDisplay = cache(async (): Promise<Display> => {
  // A page that cannot read the session says so itself; the frame around it must not fail, too.
  const session = await getSession().catch(() => null);
  const [jar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const secure = compose().env.PUBLIC_URL.startsWith("https:");
  const theme = jar.get(cookieName("theme", secure))?.value;
  const reported = jar.get(cookieName("zone", secure))?.value;
  const browserZone = reported !== undefined && isTimeZone(reported) ? reported : null;
  // The first page of a browser is in the account's zone; the browser says its own then.
  const accountZone = session && !session.timeZone && !browserZone ? await readAccountZone() : null;
  const locale = pickLocale(requestHeaders.get("accept-language"));
  const preferences: Preferences = {
    units: session?.units ?? "metric",
    timeZone: session?.timeZone ?? null,
    fallbackTimeZone: browserZone ?? accountZone ?? "UTC",
    locale,
    nowMs: Date.now(),
  };
  return { theme: isTheme(theme) ? theme : "system", locale, preferences };
});

async function readAccountZone(): Promise<string | null> {
  const me = await readMe().catch(() => null);
  return me?.accountTimeZone ?? null;
}
