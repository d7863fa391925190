import { MapPinOff } from "lucide-react";
import { t } from "../messages/messages.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";

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
