"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { type AppScope, impliedScope } from "#server/domain/apps/scopes.ts";
import { AppFields } from "./app-fields.tsx";
import { readLines } from "./redirect-lines.ts";
import { ScopeList } from "./scope-list.tsx";
import { SecretText } from "./secret-text.tsx";
import { useAppCreation } from "./use-app-changes.ts";

type Creation = ReturnType<typeof useAppCreation>;

/** Makes an app, then shows its id and secret, once, and goes on to its page. */
export function CreateAppDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useMessages();
  const form = useId();
  const router = useRouter();
  const create = useAppCreation();
  const made = create.data;
  const close = () => {
    create.reset();
    onClose();
    if (made) router.push(`/developers/apps/${made.id}`);
  };
  const actions = made ? (
    <Button variant="primary" onClick={close}>
      {t("apps.done")}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t("common.cancel")}</Button>
      <Button variant="primary" type="submit" form={form} busy={create.isPending}>
        {t("apps.createApp")}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={close} title={made ? t("apps.made") : t("apps.newApp")} actions={actions}>
      {made ? <Credentials app={made} /> : <AppForm id={form} create={create} />}
    </Dialog>
  );
}

function Credentials({ app }: { app: NonNullable<Creation["data"]> }) {
  const t = useMessages();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-base text-muted">{t(app.clientSecret === null ? "apps.madePublicText" : "apps.madeText")}</p>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("apps.clientId")}</span>
        <SecretText text={app.clientId} copyLabel={t("apps.copyClientId")} />
      </div>
      {app.clientSecret === null ? null : (
        <div className="flex flex-col gap-1.5">
          <span className="text-sm font-medium">{t("apps.clientSecret")}</span>
          <SecretText text={app.clientSecret} copyLabel={t("apps.copyClientSecret")} />
        </div>
      )}
    </div>
  );
}

const kinds = ["confidential", "public"] as const;

function AppForm({ id, create }: { id: string; create: Creation }) {
  const t = useMessages();
  const [name, setName] = useState("");
  const [redirectUris, setRedirectUris] = useState("");
  const [kind, setKind] = useState<(typeof kinds)[number]>("confidential");
  const [scopes, setScopes] = useState<AppScope[]>([impliedScope, "scope:vehicle:profile", "scope:trip"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const app = { name, redirectUris: readLines(redirectUris), scopes, isPublic: kind === "public" };
    if (!create.isPending) create.mutate({ ...app, mode: "development", webhookUrl: null });
  };
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      <AppFields name={name} onName={setName} redirectUris={redirectUris} onRedirectUris={setRedirectUris} error={create.error?.message} />
      <div className="flex flex-col gap-1.5">
        <span aria-hidden="true" className="text-sm font-medium">
          {t("apps.kind")}
        </span>
        <Segmented
          label={t("apps.kind")}
          segments={kinds.map((value) => ({ value, label: t(`apps.kinds.${value}`) }))}
          value={kind}
          onChange={setKind}
          className="self-start"
        />
        <p className="text-sm text-muted">{t(`apps.kindHints.${kind}`)}</p>
      </div>
      <ScopeList label={t("apps.scopes")} value={scopes} onChange={setScopes} />
    </form>
  );
}
