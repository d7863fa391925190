import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { readMe } from "../prefetch.tsx";
import { requireSession } from "../require-session.ts";

/** The frame around every screen. Pages check the session again: a layout is not made anew when one moves between pages. */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  await requireSession();
  const { name, email, role, accountName } = await readMe();
  return <Shell person={{ name, email, role, accountName }}>{children}</Shell>;
}
