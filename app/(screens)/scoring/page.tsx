import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { ScoringScreen } from "#components/scoring/scoring-screen.tsx";
import { requireSession } from "../../require-session.ts";

export const metadata: Metadata = { title: t("scoring.title") };

export default async function ScoringPage() {
  await requireSession();
  return <ScoringScreen />;
}
