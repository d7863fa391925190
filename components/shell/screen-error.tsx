"use client";

import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { errorCode } from "#components/query-client.ts";
import { ErrorState } from "#components/ui/layout/error-state.tsx";

/** A screen that failed, with a way to try again: asks the server anew, for the page and for its queries. */
export function ScreenError({ error, reset }: { error: Error; reset: () => void }) {
  const t = useMessages();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () =>
    startTransition(() => {
      queries.reset();
      router.refresh();
      reset();
    });
  if (errorCode(error) === "NOT_FOUND")
    return (
      <ErrorState title={t("common.notFoundTitle")} text={t("common.notFoundText")} className="grid min-h-[60dvh] place-items-center" />
    );
  return <ErrorState onRetry={retry} className="grid min-h-[60dvh] place-items-center" />;
}
