import { MapPinOff } from "lucide-react";
import { t } from "#components/messages/messages.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";

/** A missing page, or one that is not this person's to see: both look alike. */
export function NotFoundState() {
  return (
    <EmptyState
      heading="h1"
      icon={<MapPinOff />}
      title={t("common.notFoundTitle")}
      action={<LinkButton href="/garage">{t("common.goToGarage")}</LinkButton>}
      className="min-h-[60dvh]"
    >
      {t("common.notFoundText")}
    </EmptyState>
  );
}
