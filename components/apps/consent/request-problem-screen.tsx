import { EntryFrame, EntryNotice } from "#components/accounts/sign-in/entry-frame.tsx";
import { t } from "#components/messages/messages.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import type { RequestProblem } from "#server/domain/apps/oauth/authorize-request.ts";

/** Says why an app's request is not answered: to the person, because who sent it cannot be told from anybody else. */
export function RequestProblemScreen({ problem }: { problem: RequestProblem }) {
  return (
    <EntryFrame title={t("consent.problemTitle")} lead={t("consent.problemLead")}>
      <EntryNotice tone="bad">{t(`consent.problems.${problem}`)}</EntryNotice>
      <p className="text-sm text-pretty text-muted">{t("consent.problemHint")}</p>
      <LinkButton href="/" size="lg" prefetch={false}>
        {t("consent.home")}
      </LinkButton>
    </EntryFrame>
  );
}
