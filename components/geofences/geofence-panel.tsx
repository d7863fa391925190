"use client";

import { Circle, Hexagon } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import type { GeofenceShape } from "#server/domain/alerts/alert.ts";
import type { Geofence } from "./geofence-data.ts";
import { GeofenceRow } from "./geofence-row.tsx";

interface Props {
  geofences: readonly Geofence[];
  selectedId: number | null;
  onSelect: (id: number) => void;
  /** False: this person may only look. */
  managing: boolean;
  onAdd: (kind: GeofenceShape["kind"]) => void;
  onEdit: (geofence: Geofence) => void;
  onRemove: (geofence: Geofence) => void;
}

/** The list of geofences, and the ways to a new one. */
export function GeofencePanel({ geofences, selectedId, onSelect, managing, onAdd, onEdit, onRemove }: Props) {
  const t = useMessages();
  return (
    <>
      <header className="flex flex-col gap-3 border-b border-line px-4 pt-4 pb-3 max-md:pt-3">
        <div className="flex items-baseline justify-between gap-2.5">
          <h1 className="text-xl font-semibold tracking-tight">{t("geofences.title")}</h1>
          <span className="text-sm text-muted">{t("geofences.count", { count: geofences.length })}</span>
        </div>
        {managing ? (
          <div className="flex flex-wrap gap-2">
            <AddButton icon={<Circle aria-hidden="true" />} text={t("geofences.addCircle")} onPress={() => onAdd("circle")} />
            <AddButton icon={<Hexagon aria-hidden="true" />} text={t("geofences.addPolygon")} onPress={() => onAdd("polygon")} />
            <LinkButton href="/alerts/rules" size="sm" variant="ghost">
              {t("geofences.alertRules")}
            </LinkButton>
          </div>
        ) : null}
      </header>
      {geofences.length === 0 ? (
        <EmptyState icon={<Hexagon />} title={t("geofences.emptyTitle")}>
          {t(managing ? "geofences.emptyText" : "geofences.emptyOtherText")}
        </EmptyState>
      ) : (
        <ul aria-label={t("geofences.list")} className="min-h-0 flex-1 divide-y divide-line overflow-y-auto overscroll-contain">
          {geofences.map((geofence) => (
            <GeofenceRow
              key={geofence.id}
              geofence={geofence}
              selected={geofence.id === selectedId}
              onSelect={onSelect}
              {...(managing ? { onEdit, onRemove } : {})}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function AddButton({ icon, text, onPress }: { icon: ReactNode; text: string; onPress: () => void }) {
  return (
    <Button size="sm" icon={icon} onClick={onPress}>
      {text}
    </Button>
  );
}
