"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Input } from "#components/ui/forms/input.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Age } from "#components/ui/values/value.tsx";
import { FeedAddress } from "./feed-address.tsx";
import { useFeedChanges } from "./use-feed-changes.ts";

type Feed = RouterOutputs["services"]["feeds"][number];

/** The due list in a person's own calendar: addresses that are made, shown once, and revoked. */
export function CalendarCard({ className }: { className?: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: feeds } = useSuspenseQuery(trpc.services.feeds.queryOptions());
  const { create, revoke } = useFeedChanges();
  const [token, setToken] = useState<string | null>(null);
  const [asked, setAsked] = useState<Feed | null>(null);
  return (
    <Card aria-label={t("services.feedTitle")} className={className}>
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            <CalendarDays aria-hidden="true" className="size-4 text-muted" />
            {t("services.feedTitle")}
          </span>
        }
      />
      <CardBody className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t("services.feedText")}</p>
        {feeds.length > 0 ? <FeedList feeds={feeds} onRevoke={setAsked} /> : null}
        <NewFeed busy={create.isPending} onCreate={(name) => create.mutate({ name }, { onSuccess: (feed) => setToken(feed.token) })} />
      </CardBody>
      <FeedAddress token={token} onClose={() => setToken(null)} />
      <RevokeDialog feed={asked} busy={revoke.isPending} onClose={() => setAsked(null)} onRevoke={revoke.run} />
    </Card>
  );
}

function NewFeed({ busy, onCreate }: { busy: boolean; onCreate: (name: string) => void }) {
  const t = useMessages();
  const [name, setName] = useState<string>(t("services.feedNameDefault"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && name.trim() !== "") onCreate(name.trim());
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t("services.feedName")} hint={t("services.feedNameHint")}>
        {(control) => <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="submit" busy={busy} disabled={name.trim() === ""} className="self-start">
        {t("services.feedCreate")}
      </Button>
    </form>
  );
}

function FeedList({ feeds, onRevoke }: { feeds: readonly Feed[]; onRevoke: (feed: Feed) => void }) {
  const t = useMessages();
  return (
    <ul aria-label={t("services.feedList")} className="divide-y divide-line border-y border-line">
      {feeds.map((feed) => (
        <li key={feed.id} className="flex items-center gap-3 py-2">
          <div className="min-w-0 flex-1">
            <p className="text-sm font-medium break-words">{feed.name}</p>
            <p className="text-xs text-muted">
              <span className="font-mono">{feed.hint}</span> ·{" "}
              {feed.lastUsedAt ? (
                <>
                  {t("services.feedUsed")} <Age at={feed.lastUsedAt} />
                </>
              ) : (
                t("services.feedNeverUsed")
              )}
            </p>
          </div>
          <Button variant="danger" size="sm" aria-label={t("services.feedRevokeOne", { name: feed.name })} onClick={() => onRevoke(feed)}>
            {t("services.feedRevoke")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface RevokeProps {
  feed: Feed | null;
  busy: boolean;
  onClose: () => void;
  onRevoke: (feed: Feed, done: () => void) => void;
}

function RevokeDialog({ feed, busy, onClose, onRevoke }: RevokeProps) {
  const t = useMessages();
  return (
    <Dialog
      open={feed !== null}
      onClose={onClose}
      title={feed ? t("services.feedRevokeOne", { name: feed.name }) : ""}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={busy} onClick={() => feed && onRevoke(feed, onClose)}>
            {t("services.feedRevoke")}
          </Button>
        </>
      }
    >
      <p className="text-base text-muted">{t("services.feedRevokeText")}</p>
    </Dialog>
  );
}
