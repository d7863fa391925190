"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { shapeOf } from "#components/map/shapes/shape-draft.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { LeaveGuard } from "#components/ui/overlays/leave-guard.tsx";
import { leavePage } from "#components/ui/overlays/leave-page.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { type CarFacts, toCarFacts } from "#components/vehicles/garage/car-facts.ts";
import type { Geofence } from "./geofence-data.ts";
import { changesOf, type GeofenceDraft, isUnsaved, openGeofence, startGeofence } from "./geofence-draft.ts";
import { GeofenceForm } from "./geofence-form.tsx";
import { GeofencePanel } from "./geofence-panel.tsx";
import { GeofencesMap } from "./geofences-map.tsx";
import { useGeofenceChanges } from "./use-geofence-changes.ts";

/** Places whose border matters: on the map, and beside it (on a phone below) the list or the one being changed. */
export function GeofencesScreen() {
  const trpc = useTRPC();
  useLiveFleet();
  const managing = useCanManage();
  const { data: geofences } = useSuspenseQuery(trpc.geofences.list.queryOptions());
  const cars = useCars();
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const [draft, setDraft] = useState<GeofenceDraft | null>(null);
  const { remove } = useGeofenceChanges();
  const edit = (geofence: Geofence) => {
    setSelectedId(geofence.id);
    setDraft(openGeofence(geofence));
  };
  const close = (id: number | null) => {
    setDraft(null);
    if (id !== null) setSelectedId(id);
  };
  return (
    <div className="screen-fill flex flex-col md:flex-row">
      <GeofencesMap
        cars={cars}
        selectedId={selectedId}
        onSelect={setSelectedId}
        draft={draft}
        onDraft={(shape) => setDraft((before) => (before ? { ...before, shape } : null))}
        className="h-[42%] shrink-0 md:order-2 md:h-auto md:flex-1"
      />
      <div className="flex min-h-0 flex-1 flex-col border-line bg-raised max-md:border-t md:w-102 md:flex-none md:border-r">
        {draft ? (
          <Editor draft={draft} stored={byId(geofences, draft.id)} onChange={setDraft} cars={placed(cars)} onDone={close} />
        ) : (
          <GeofencePanel
            geofences={geofences}
            selectedId={selectedId}
            onSelect={(id) => setSelectedId(id === selectedId ? null : id)}
            managing={managing}
            onAdd={(kind) => setDraft(startGeofence(kind))}
            onEdit={edit}
            onRemove={remove}
          />
        )}
      </div>
    </div>
  );
}

function byId(geofences: readonly Geofence[], id: number | null): Geofence | null {
  return geofences.find((geofence) => geofence.id === id) ?? null;
}

function useCars() {
  const trpc = useTRPC();
  const nowMs = useCoarseNow();
  const { data: garage } = useSuspenseQuery(trpc.garage.list.queryOptions());
  return useMemo(() => garage.map((car) => toCarFacts(car, nowMs)), [garage, nowMs]);
}

function placed(cars: readonly CarFacts[]) {
  return cars.flatMap(({ car, position }) => (position ? [{ id: car.id, name: car.name, lat: position.lat, lon: position.lon }] : []));
}

interface EditorProps {
  draft: GeofenceDraft;
  /** As it was; null: a new one. */
  stored: Geofence | null;
  onChange: (draft: GeofenceDraft) => void;
  cars: ReturnType<typeof placed>;
  /** With the id of the one that was stored; null: nothing was. */
  onDone: (id: number | null) => void;
}

function Editor({ draft, stored, onChange, cars, onDone }: EditorProps) {
  const t = useMessages();
  const toast = useToast();
  const { create, change } = useGeofenceChanges();
  const panel = useRef<HTMLDivElement>(null);
  // What had the focus is gone with the list.
  useEffect(() => panel.current?.querySelector<HTMLElement>("input")?.focus({ preventScroll: true }), []);
  const save = () => {
    const name = draft.name.trim();
    const onSuccess = ({ id }: { id: number }) => {
      toast(t("geofences.saved", { name }));
      onDone(id);
    };
    const shape = shapeOf(draft.shape);
    if (stored === null) {
      if (shape) create.mutate({ name, shape }, { onSuccess });
      return;
    }
    const changes = changesOf(draft, stored);
    if (changes) change.mutate({ geofenceId: stored.id, ...changes }, { onSuccess });
    else onDone(stored.id);
  };
  return (
    <div ref={panel} className="contents">
      <GeofenceForm
        draft={draft}
        onChange={onChange}
        cars={cars}
        busy={create.isPending || change.isPending}
        refusal={create.error?.message ?? change.error?.message ?? null}
        onSave={save}
        onCancel={() => leavePage(() => onDone(null))}
      />
      {isUnsaved(draft, stored) ? <LeaveGuard text={t(stored ? "geofences.unsaved" : "geofences.unsavedNew")} /> : null}
    </div>
  );
}
