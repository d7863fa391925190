"use client";

import { TriangleAlert } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "./empty-state.tsx";

interface Props {
  title?: string;
  text?: string;
  onRetry?: () => void;
  className?: string;
}

/** What failed, and the way to try again. Never the technical cause. */
export function ErrorState({ title, text, onRetry, className }: Props) {
  const t = useMessages();
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={<TriangleAlert />}
        title={title ?? t("common.errorTitle")}
        action={onRetry ? <Button onClick={onRetry}>{t("common.retry")}</Button> : null}
      >
        {text ?? t("common.errorText")}
      </EmptyState>
    </div>
  );
}
