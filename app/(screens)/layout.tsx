import type { ReactNode } from "react";
import { LiveProvider } from "#components/live/live-provider.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { readMe, readNewestEvent } from "../prefetch.tsx";
import { requireSession } from "../require-session.ts";

/** The frame around every screen. Pages check the session again: a layout is not made anew when one moves between pages. */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  await requireSession();
  const [{ userId, accountId, name, email, role, accountName }, lastEventId] = await Promise.all([readMe(), readNewestEvent()]);
  return (
    <LiveProvider person={{ userId, accountId }} lastEventId={lastEventId}>
      <Shell person={{ name, email, role, accountName }}>{children}</Shell>
    </LiveProvider>
  );
}
