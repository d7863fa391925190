import { Check } from "lucide-react";
import { EntryFrame, EntryNotice } from "#components/accounts/sign-in/entry-frame.tsx";
import { t } from "#components/messages/messages.ts";
import { buttonClass } from "#components/ui/buttons/button-class.ts";
import type { ConsentNotice, ConsentView } from "#server/domain/apps/oauth/consent-view.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";

/** Asks whether an app may see something. A form as browsers send it by themselves: it needs no script of ours. */
export function ConsentScreen({ view, notice }: { view: ConsentView; notice: ConsentNotice | null }) {
  return (
    <EntryFrame
      title={t("consent.title", { app: view.appName })}
      lead={t("consent.lead", { owner: view.ownerName, account: view.accountName })}
    >
      {notice ? <EntryNotice>{t(`consent.${notice}`)}</EntryNotice> : null}
      <ScopeList scopes={view.scopes} />
      <p className="text-sm text-pretty text-muted">{t(view.wholeFleet ? "consent.wholeFleet" : "consent.ownOnly")}</p>
      <Facts view={view} />
      <form method="post" action="/api/oauth/consent" className="mt-1 grid grid-cols-2 gap-3">
        <input type="hidden" name="consent" value={view.token} />
        <button type="submit" name="decision" value="deny" className={buttonClass("secondary", "lg")}>
          {t("consent.deny")}
        </button>
        <button type="submit" name="decision" value="allow" className={buttonClass("primary", "lg")}>
          {t("consent.allow")}
        </button>
      </form>
      <p className="text-sm text-pretty text-muted">{t("consent.takeBack")}</p>
    </EntryFrame>
  );
}

function ScopeList({ scopes }: { scopes: AppScope[] }) {
  return (
    <ul className="flex flex-col gap-2.5 rounded-lg border border-line bg-raised p-4">
      {scopes.map((scope) => (
        <li key={scope} className="flex gap-2.5 text-sm text-pretty">
          <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-good" />
          {t(`consent.scopes.${scope}`)}
        </li>
      ))}
    </ul>
  );
}

function Facts({ view: { personName, personEmail, target } }: { view: ConsentView }) {
  const facts = [
    [t("consent.signedInAs"), `${personName} · ${personEmail}`],
    [t("consent.sendsTo"), target.kind === "host" ? target.name : t("consent.program", { scheme: target.name })],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 font-medium wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
