"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useNow } from "#components/ui/values/now.ts";
import { Age } from "#components/ui/values/value.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";

export type ApiKey = RouterOutputs["developers"]["listKeys"][number];

/** The account's API keys, newest first. */
export function KeysCard() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: keys } = useSuspenseQuery(trpc.developers.listKeys.queryOptions());
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setCreating(true)}>
      {t("developers.newKey")}
    </Button>
  );
  return (
    <Card aria-label={t("developers.keys")}>
      <CardHeader title={t("developers.keys")} hint={t("developers.keysHint")} actions={keys.length > 0 ? create : null} />
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={t("developers.noKeys")} action={create} className="border-t border-line">
          {t("developers.noKeysText")}
        </EmptyState>
      ) : (
        <List label={t("developers.keys")} className="border-t border-line">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </List>
      )}
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Card>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const t = useMessages();
  const format = useFormat();
  const now = useNow();
  const { name, family, access, email, hint, createdAt, lastUsedAt, expiresAt } = apiKey;
  return (
    <ListRow
      lead={<KeyRound aria-hidden="true" className="size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate">{name}</span>
          {family === null ? null : <Badge>{t(`developers.families.${family}`)}</Badge>}
          <Badge tone={access === "write" ? "warn" : "neutral"}>{t(`developers.accesses.${access ?? "read"}`)}</Badge>
          {expiresAt !== null && expiresAt.getTime() <= now ? <Badge tone="bad">{t("developers.expired")}</Badge> : null}
        </span>
      }
      meta={
        <>
          <code className="font-mono text-xs">{hint}</code>
          {email === null ? null : <span className="truncate">{t("developers.ofPerson", { email })}</span>}
          <span>{t("developers.created", { date: format.dateTime(createdAt) })}</span>
          <span>{expiresAt === null ? t("developers.neverExpires") : t("developers.expires", { date: format.dateTime(expiresAt) })}</span>
          {lastUsedAt === null ? (
            <span>{t("developers.neverUsed")}</span>
          ) : (
            <span>
              {t("developers.lastUsed")} <Age at={lastUsedAt} />
            </span>
          )}
        </>
      }
      end={
        <Button size="sm" variant="danger" aria-label={t("developers.revokeKey", { name })} onClick={onRevoke}>
          {t("developers.revoke")}
        </Button>
      }
    />
  );
}
