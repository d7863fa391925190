import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeNext, signInReasons } from "#components/accounts/sign-in/next-path.ts";
import { SignInScreen } from "#components/accounts/sign-in/sign-in-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { getSession } from "#server/auth/session.ts";

export const metadata: Metadata = { title: t("signIn.title") };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const params = await searchParams;
  const next = safeNext(typeof params["next"] === "string" ? params["next"] : null);
  if (await getSession()) redirect(next);
  return <SignInScreen next={next} reason={signInReasons.find((reason) => reason === params["reason"]) ?? null} />;
}
