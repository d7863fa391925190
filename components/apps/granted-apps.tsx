"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { Age } from "#components/ui/values/value.tsx";
import { appScopes } from "#server/domain/apps/scopes.ts";

type Grant = RouterOutputs["apps"]["granted"][number];

/** The apps that the person lets read their data, each with the way to end it. */
export function GrantedApps() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: grants } = useSuspenseQuery(trpc.apps.granted.queryOptions());
  const [revoking, setRevoking] = useState<Grant | null>(null);
  return (
    <>
      {grants.length === 0 ? (
        <p className="text-sm text-pretty text-muted">{t("apps.noneGranted")}</p>
      ) : (
        <List label={t("apps.granted")} className="rounded-md border border-line">
          {grants.map((grant) => (
            <GrantRow key={grant.grantId} grant={grant} onRevoke={() => setRevoking(grant)} />
          ))}
        </List>
      )}
      <RevokeDialog grant={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function GrantRow({ grant, onRevoke }: { grant: Grant; onRevoke: () => void }) {
  const t = useMessages();
  const format = useFormat();
  const { appName, ownerName, scopes, createdAt, lastUsedAt } = grant;
  const held = appScopes.filter((scope) => scopes.includes(scope));
  return (
    <ListRow
      title={appName}
      meta={
        <>
          <span>{t("apps.by", { name: ownerName })}</span>
          <span>{t("apps.since", { date: format.dateTime(createdAt) })}</span>
          {lastUsedAt === null ? (
            <span>{t("apps.neverUsed")}</span>
          ) : (
            <span>
              {t("apps.lastUsed")} <Age at={lastUsedAt} />
            </span>
          )}
          <span className="w-full text-pretty">{held.map((scope) => t(`apps.scopeNames.${scope}`)).join(", ")}</span>
        </>
      }
      end={
        <Button size="sm" variant="danger" aria-label={t("apps.revokeOne", { name: appName })} onClick={onRevoke}>
          {t("apps.revoke")}
        </Button>
      }
    />
  );
}

function RevokeDialog({ grant, onClose }: { grant: Grant | null; onClose: () => void }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.apps.revoke.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.apps.granted.queryFilter());
        onClose();
        toast(t("apps.revoked"));
      },
      onError: () => toast(t("apps.failed"), "bad"),
    }),
  );
  return (
    <Dialog
      open={grant !== null}
      onClose={onClose}
      title={t("apps.revokeTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => grant && revoke.mutate({ grantId: grant.grantId })}>
            {t("apps.revoke")}
          </Button>
        </>
      }
    >
      <p className="text-base text-muted">{t("apps.revokeText", { name: grant?.appName ?? "" })}</p>
    </Dialog>
  );
}
