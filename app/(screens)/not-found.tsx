import type { Metadata } from "next";
import { t } from "#components/messages/messages.ts";
import { NotFoundState } from "#components/shell/not-found-state.tsx";

export const metadata: Metadata = { title: t("common.notFoundTitle") };

export default function ScreenNotFound() {
  return <NotFoundState />;
}
