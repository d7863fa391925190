"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { ErrorState } from "#components/ui/layout/error-state.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { AddModelDialog } from "./add-model-dialog.tsx";
import { type LinkedModel, ModelLinksDialog } from "./model-links-dialog.tsx";
import { useModelRemoval } from "./use-model-changes.ts";

export type OwnModel = RouterOutputs["fleet"]["ownModels"][number];

/** Makes and models: to look through, to add to, and to link pictures and films to. */
export function ModelSettings() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: makes } = useSuspenseQuery(trpc.fleet.makes.queryOptions());
  const { data: own } = useSuspenseQuery(trpc.fleet.ownModels.queryOptions());
  // Where the account has been at work before, else the first.
  const [chosen, setMake] = useState(own[0]?.make);
  const make = makes.find((name) => name === chosen) ?? makes[0] ?? "";
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 flex-1">
          <Field label={t("fleet.make")}>
            {(control) => (
              <Select
                {...control}
                value={make}
                onChange={(event) => setMake(event.target.value)}
                options={makes.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
        </div>
        <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
          {t("fleet.addModel")}
        </Button>
      </div>
      <ModelList make={make} own={own} />
      <AddModelDialog open={adding} onClose={() => setAdding(false)} make={make} onAdded={setMake} />
    </>
  );
}

function ModelList({ make, own }: { make: string; own: readonly OwnModel[] }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: models, isError, refetch } = useQuery(trpc.fleet.models.queryOptions({ make }, { enabled: make !== "" }));
  const [linking, setLinking] = useState<LinkedModel | null>(null);
  const remove = useModelRemoval();
  if (isError && !models) return <ErrorState onRetry={() => refetch()} />;
  if (!models) return <p className="text-sm text-muted">{t("common.loading")}</p>;
  if (models.length === 0) return <p className="text-sm text-muted">{t("fleet.noModels")}</p>;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm text-muted">{t("fleet.count", { count: models.length })}</p>
      <List label={t("fleet.modelsOf", { make })} className="max-h-96 overflow-y-auto rounded-md border border-line">
        {models.map((model) => {
          const mine = own.find((one) => one.make === make && one.model === model) ?? null;
          return <ModelRow key={model} model={model} mine={mine} onLink={() => setLinking({ make, model, mine })} onRemove={remove} />;
        })}
      </List>
      <ModelLinksDialog linked={linking} onClose={() => setLinking(null)} />
    </div>
  );
}

interface RowProps {
  model: string;
  mine: OwnModel | null;
  onLink: () => void;
  onRemove: (model: OwnModel) => void;
}

function ModelRow({ model, mine, onLink, onRemove }: RowProps) {
  const t = useMessages();
  const isLinked = mine !== null && (mine.imageUrl !== null || mine.videoUrl !== null);
  return (
    <ListRow
      title={
        <span className="flex items-center gap-2">
          <span className="truncate">{model}</span>
          {mine?.added ? <Badge tone="accent">{t("fleet.own")}</Badge> : null}
          {isLinked ? <Badge tone="good">{t("fleet.linked")}</Badge> : null}
        </span>
      }
      end={
        <>
          <Button size="sm" aria-label={t("fleet.linksOf", { model })} onClick={onLink}>
            {t("fleet.links")}
          </Button>
          {mine?.added ? (
            <Button size="sm" variant="danger" aria-label={t("fleet.removeOne", { model })} onClick={() => onRemove(mine)}>
              {t("fleet.remove")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
