import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signInPath } from "#components/accounts/sign-in/next-path.ts";
import { ConsentScreen } from "#components/apps/consent/consent-screen.tsx";
import { RequestProblemScreen } from "#components/apps/consent/request-problem-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { getIdentity } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import { isConsentNotice } from "#server/domain/apps/oauth/consent-view.ts";
import { prepareConsent } from "#server/http/consent.ts";
import { type PageQuery, toAllParams } from "../../search-params.ts";

export const metadata: Metadata = { title: t("consent.pageTitle"), robots: { index: false } };

/** Where apps send people to ask them for their data. */
export default async function AuthorizePage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const { env, deps, log } = compose();
  const params = toAllParams(await searchParams);
  const identity = await getIdentity();
  const consent = await prepareConsent({ ...deps, log, publicUrl: env.PUBLIC_URL, secret: env.NEXTAUTH_SECRET }, identity, params);
  if (consent.kind === "signIn") redirect(signInPath(consent.next));
  if (consent.kind === "answer") redirect(consent.to);
  if (consent.kind === "problem") return <RequestProblemScreen problem={consent.problem} />;
  const notice = params.get("notice");
  return <ConsentScreen view={consent.view} notice={isConsentNotice(notice) ? notice : null} />;
}
