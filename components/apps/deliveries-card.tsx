"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useUrlParams } from "#components/ui/state/use-url-params.ts";
import { toDeliveriesInput } from "./deliveries-input.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import type { App } from "./use-app-changes.ts";

type Deliveries = RouterOutputs["apps"]["deliveries"];

/** How often the log is read again, ms: quickly while something is on its way. */
const busyMs = 2000;
const idleMs = 15_000;
const isBusy = (log: Deliveries | undefined) => log?.items.some(({ nextAttemptAt }) => nextAttemptAt !== null) ?? false;

/** What the webhook was sent, the newest first. */
export function DeliveriesCard({ app }: { app: App }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { params, set } = useUrlParams();
  const input = toDeliveriesInput(app.id, params);
  const { data: log } = useSuspenseQuery({
    ...trpc.apps.deliveries.queryOptions(input),
    refetchInterval: ({ state }) => (isBusy(state.data) ? busyMs : idleMs),
  });
  const isOff = app.webhookUrl === null;
  return (
    <Card aria-label={t("apps.deliveries")}>
      <CardHeader title={t("apps.deliveries")} hint={t("apps.deliveriesHint")} />
      {log.items.length === 0 ? (
        <EmptyState icon={<Send />} title={t("apps.noDeliveries")} className="border-t border-line">
          {t(isOff ? "apps.noDeliveriesOff" : "apps.noDeliveriesText")}
        </EmptyState>
      ) : (
        <ul aria-label={t("apps.deliveries")} className="divide-y divide-line border-t border-line">
          {log.items.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} canSend={!isOff && app.webhookDisabledAt === null} />
          ))}
        </ul>
      )}
      {log.nextCursor === null && input.cursor === undefined ? null : (
        <nav aria-label={t("common.pagination")} className="flex justify-end gap-2 border-t border-line px-4 py-2">
          {input.cursor === undefined ? null : (
            <Button size="sm" onClick={() => set({ before: null })}>
              {t("apps.newest")}
            </Button>
          )}
          {log.nextCursor === null ? null : (
            <Button size="sm" onClick={() => set({ before: log.nextCursor })}>
              {t("apps.older")}
            </Button>
          )}
        </nav>
      )}
    </Card>
  );
}
