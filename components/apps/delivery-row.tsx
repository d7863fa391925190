"use client";

import { useMutation } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useAppRefresh } from "./use-app-changes.ts";

type Delivery = RouterOutputs["apps"]["deliveries"]["items"][number];

const tones: Record<Delivery["status"], Tone> = { waiting: "warn", arrived: "good", failed: "bad", dropped: "neutral" };

/** One event that was to be sent: whether it arrived, every attempt, and the way to send it once more. */
export function DeliveryRow({ delivery, canSend }: { delivery: Delivery; canSend: boolean }) {
  const t = useMessages();
  const format = useFormat();
  const { type, status, isTest, isGranted, attempts, createdAt, nextAttemptAt } = delivery;
  const time = format.dateTime(createdAt);
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="font-mono text-sm break-all">{type}</code>
            <Badge tone={tones[status]}>{t(`apps.statuses.${status}`)}</Badge>
            {isTest ? <Badge>{t("apps.isTest")}</Badge> : null}
          </p>
          <p className="flex flex-wrap gap-x-2 text-sm text-muted">
            <span>{time}</span>
            <span>{t("apps.attempts", { count: attempts.length })}</span>
            {nextAttemptAt === null ? null : <span>{t("apps.nextAttempt", { time: format.dateTime(nextAttemptAt) })}</span>}
          </p>
          {isGranted ? null : <p className="text-sm text-muted">{t("apps.notGranted")}</p>}
        </div>
        {canSend && isGranted ? <Redeliver delivery={delivery} time={time} /> : null}
      </div>
      <details className="mt-1">
        <summary
          aria-label={t("apps.detailsOf", { type, time })}
          className="inline-flex rounded-sm text-sm text-accent-text hover:underline"
        >
          {t("apps.attemptsList")}
        </summary>
        <Attempts delivery={delivery} />
      </details>
    </li>
  );
}

function Redeliver({ delivery, time }: { delivery: Delivery; time: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useAppRefresh();
  const send = useMutation(
    trpc.apps.redeliver.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toast(t("apps.redelivered"));
      },
      // Says why: taken back, switched off, too often.
      onError: (error) => toast(error.message || t("apps.failed"), "bad"),
    }),
  );
  return (
    <Button
      size="sm"
      aria-label={t("apps.redeliverOf", { type: delivery.type, time })}
      busy={send.isPending}
      onClick={() => send.mutate({ deliveryId: delivery.id })}
    >
      {t("apps.redeliver")}
    </Button>
  );
}

/** What came back is somebody else's text: shown as text, whatever it holds. */
function Attempts({ delivery }: { delivery: Delivery }) {
  const t = useMessages();
  const format = useFormat();
  const { attempts, messageId, bodyBytes, bodySha256 } = delivery;
  return (
    <div className="mt-2 flex flex-col gap-3 text-sm">
      {attempts.length === 0 ? <p className="text-muted">{t("apps.noAttempts")}</p> : null}
      <ol className="flex flex-col gap-2">
        {attempts.map(({ id, at, durationMs, status, error, answer }) => (
          <li key={id} className="flex flex-col gap-1">
            <p className="flex flex-wrap gap-x-2">
              <span className="font-medium break-words">
                {status === null ? (error ?? "–") : t("apps.answered", { status: String(status) })}
              </span>
              <span className="text-muted">{format.dateTime(at)}</span>
              <span className="figures text-muted">{t("apps.tookMs", { ms: durationMs })}</span>
            </p>
            {answer ? (
              <pre className="max-h-40 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
                {answer}
              </pre>
            ) : null}
          </li>
        ))}
      </ol>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-muted">
        <dt>{t("apps.messageId")}</dt>
        <dd className="font-mono text-xs leading-5 break-all">{messageId}</dd>
        <dt>{t("apps.body")}</dt>
        <dd className="text-xs leading-5 break-all">{t("apps.bodyOf", { count: bodyBytes, hash: bodySha256 })}</dd>
      </dl>
    </div>
  );
}
