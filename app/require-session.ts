import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { signInPath } from "#components/accounts/sign-in/next-path.ts";
import { getSession, type Session } from "#server/auth/session.ts";

/** For every page and layout that shows data: the session, or off to the sign-in page and back here afterwards. */
export async function requireSession(): Promise<Session> {
  return (await getSession()) ?? redirectToSignIn();
}

/** For what only owners and managers see: for others the page does not exist. */
export async function requireManager(): Promise<Session> {
  const session = await requireSession();
  if (session.role !== "owner" && session.role !== "manager") notFound();
  return session;
}

/** For what only owners see: for others the page does not exist. */
export async function requireOwner(): Promise<Session> {
  const session = await requireSession();
  if (session.role !== "owner") notFound();
  return session;
}

export async function redirectToSignIn(): Promise<never> {
  redirect(signInPath((await headers()).get("x-path")));
}
