"use client";

import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { buttonClass } from "#components/ui/buttons/button-class.ts";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { toAuthorizeUrl, toExchangeCommand } from "./authorize-url.ts";
import { CodeBlock } from "./developers/code-block.tsx";
import { ScopeList } from "./scope-list.tsx";
import { SecretText } from "./secret-text.tsx";
import type { App } from "./use-app-changes.ts";

/** The address people allow the app at, for the scopes one chooses, and how the code that comes back is exchanged. */
export function AuthorizeSettings({ app }: { app: App }) {
  const t = useMessages();
  const [scopes, setScopes] = useState<AppScope[]>(app.scopes);
  const url = toAuthorizeUrl(app, scopes);
  return (
    <>
      <ScopeList label={t("apps.chooseScopes")} offered={app.scopes} value={scopes} onChange={setScopes} compact />
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("apps.authorizeUrl")}</span>
        <SecretText text={url} copyLabel={t("apps.copyAuthorizeUrl")} />
        <p className="text-sm text-pretty text-muted">
          {t("apps.stateHint")} {app.isPublic ? t("apps.pkceHint") : null}
        </p>
        <a href={url} target="_blank" rel="noreferrer" className={buttonClass("secondary", "md", "self-start")}>
          <ExternalLink aria-hidden="true" />
          {t("apps.openAuthorizeUrl")}
        </a>
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("apps.exchange")}</span>
        <CodeBlock code={toExchangeCommand(app)} label={t("apps.exchange")} copyLabel={t("apps.copyExchange")} />
      </div>
    </>
  );
}
