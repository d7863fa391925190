import type { Metadata } from "next";
import { SetupScreen } from "#components/accounts/sign-in/setup-screen.tsx";
import { t } from "#components/messages/messages.ts";

export const metadata: Metadata = { title: t("setup.title"), referrer: "no-referrer", robots: { index: false } };

export default async function SetupPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = await searchParams;
  return <SetupScreen token={typeof token === "string" ? token : ""} />;
}
