import { signOut } from "next-auth/react";

/** Ends this browser's session and opens a page; a full load, so that nothing of the session stays in memory. */
export async function leave(to: string): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign(to);
}
