import type { RequestProblem } from "#server/domain/oauth/authorize-request.ts";
import { t } from "../messages/messages.ts";
import { EntryFrame, EntryNotice } from "../sign-in/entry-frame.tsx";
import { LinkButton } from "../ui/link-button.tsx";

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
