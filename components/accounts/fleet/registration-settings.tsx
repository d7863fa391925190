"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useNow } from "#components/ui/values/now.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { RevokeInvitationDialog } from "./revoke-invitation-dialog.tsx";
import type { FleetSettings } from "./use-fleet-changes.ts";

export type Invitation = RouterOutputs["fleet"]["invitations"][number];

/** Who may make themselves a user over an API, and the invitations to do so. */
export function RegistrationSettings({ settings }: { settings: FleetSettings }) {
  return (
    <>
      <RegistrationChoice settings={settings} />
      <Invitations />
    </>
  );
}

function RegistrationChoice({ settings }: { settings: FleetSettings }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const queries = useQueryClient();
  const change = useMutation(
    trpc.fleet.setRegistration.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.fleet.get.queryFilter());
        toast(t("fleet.saved"));
      },
      onError: () => toast(t("fleet.failed"), "bad"),
    }),
  );
  const shown = change.isPending ? change.variables.registration : settings.registration;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Segmented
        label={t("fleet.registration")}
        value={shown}
        onChange={(registration) => change.mutate({ registration })}
        segments={[
          { value: "invited", label: t("fleet.invited") },
          { value: "open", label: t("fleet.openToAll") },
        ]}
      />
      <p className="text-sm text-muted">{t(shown === "open" ? "fleet.openHint" : "fleet.invitedHint")}</p>
    </div>
  );
}

/** Of those that are used, taken back or run out, only the newest are of interest. */
const shownEnded = 5;

/** All that can still be used, and some of those that cannot. */
function Invitations() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: invitations } = useSuspenseQuery(trpc.fleet.invitations.queryOptions());
  const nowMs = useNow();
  const ended = invitations.filter((one) => stateOf(one, nowMs) !== "waiting").slice(0, shownEnded);
  const shown = invitations.filter((one) => stateOf(one, nowMs) === "waiting" || ended.includes(one));
  const [inviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-sm font-semibold">{t("fleet.invitations")}</h3>
        <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={() => setInviting(true)}>
          {t("fleet.invite")}
        </Button>
      </div>
      {invitations.length === 0 ? (
        <p className="text-sm text-muted">{t("fleet.noInvitations")}</p>
      ) : (
        <List label={t("fleet.invitations")} className="rounded-md border border-line">
          {shown.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onRevoke={() => setRevoking(invitation)} />
          ))}
        </List>
      )}
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
      <RevokeInvitationDialog invitation={revoking} onClose={() => setRevoking(null)} />
    </div>
  );
}

type State = "used" | "revoked" | "expired" | "waiting";
const tones: Record<State, Tone> = { used: "neutral", revoked: "neutral", expired: "warn", waiting: "good" };

function stateOf({ usedAt, revokedAt, expiresAt }: Invitation, nowMs: number): State {
  if (usedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt.getTime() <= nowMs ? "expired" : "waiting";
}

function InvitationRow({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const t = useMessages();
  const format = useFormat();
  const state = stateOf(invitation, useNow());
  const { email, hint, expiresAt } = invitation;
  return (
    <ListRow
      title={email ?? t("fleet.forAnyone")}
      meta={
        <>
          <code className="font-mono text-xs">{hint}</code>
          {state === "waiting" ? <span>{t("fleet.goodUntil", { date: format.dateTime(expiresAt) })}</span> : null}
        </>
      }
      end={
        <>
          <Badge tone={tones[state]}>{t(`fleet.${state}`)}</Badge>
          {state === "waiting" ? (
            <Button size="sm" variant="danger" aria-label={t("fleet.revokeOne", { hint })} onClick={onRevoke}>
              {t("fleet.revoke")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
