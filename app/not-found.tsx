import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { NotFoundState } from "#components/shell/not-found-state.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { getSession } from "#server/auth/session.ts";
import { readMe } from "./prefetch.tsx";

export const metadata: Metadata = { title: t("common.notFoundTitle") };

/** A path that no page has: with the navigation for people who are signed in. */
export default async function NotFound() {
  if (!(await getSession())) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <NotFoundState />
      </main>
    );
  }
  const { name, email, role, accountName } = await readMe();
  return (
    <Shell person={{ name, email, role, accountName }}>
      <NotFoundState />
    </Shell>
  );
}
