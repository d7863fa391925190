import type { QueryClient } from "@tanstack/react-query";
import type { RouterOutputs } from "#components/router-outputs.ts";
import type { useTRPC } from "#components/trpc.tsx";
import type { FleetChange } from "./live-update.ts";

type Trpc = ReturnType<typeof useTRPC>;
type GarageVehicle = RouterOutputs["garage"]["list"][number];

/** Queries are read again at most this often, however fast changes come. */
const refetchEveryMs = 2500;

/** Keeps the cache in step: cars are written into it as they change; what depends on a trip or an alert is read again. */
export function createFleetCache(client: QueryClient, trpc: Trpc) {
  const refetch = createRefetcher(client);
  return {
    write: (change: FleetChange) => {
      writeVehicles(client, trpc, change.vehicles);
      for (const key of staleKeys(trpc, change)) refetch.later(key);
    },
    /** After changes that nobody can name. */
    rereadAll: () => {
      for (const key of rootKeys(trpc)) refetch.later(key);
    },
    stop: refetch.stop,
  };
}

/** Rows of cars that changed replace the old ones; a car that is new to the garage makes the list stale. */
function writeVehicles(client: QueryClient, trpc: Trpc, changed: readonly GarageVehicle[]): void {
  const byId = new Map(changed.map((vehicle) => [vehicle.id, vehicle]));
  client.setQueryData(trpc.garage.list.queryKey(), (rows) => rows?.map((row) => byId.get(row.id) ?? row));
  for (const vehicle of changed) {
    client.setQueryData(trpc.vehicles.get.queryKey({ vehicleId: vehicle.id }), (data) =>
      data ? { ...data, status: { ...data.status, ...vehicle } } : data,
    );
  }
  const rows = client.getQueryData(trpc.garage.list.queryKey());
  const known = new Set(rows?.map((row) => row.id));
  if (rows && changed.some((vehicle) => !known.has(vehicle.id))) void client.invalidateQueries({ queryKey: trpc.garage.list.queryKey() });
}

function rootKeys(trpc: Trpc) {
  return [
    trpc.garage.pathKey(),
    trpc.vehicles.pathKey(),
    trpc.trips.pathKey(),
    trpc.drivers.pathKey(),
    trpc.alerts.pathKey(),
    trpc.geofences.pathKey(),
    trpc.health.pathKey(),
  ];
}

function staleKeys(trpc: Trpc, update: FleetChange): (readonly unknown[])[] {
  // Who is inside a geofence changes with the positions of cars.
  const ofPositions = update.vehicles.length > 0 ? [trpc.geofences.pathKey()] : [];
  // A fault code that changed is a word of its car like any other.
  const ofHealth = update.vehicles.map(({ id }) => trpc.health.get.queryKey({ vehicleId: id }));
  return [...ofPositions, ...ofHealth, ...keysOfAlerts(trpc, update), ...keysOfTrips(trpc, update)];
}

function keysOfAlerts(trpc: Trpc, { alerts }: FleetChange): (readonly unknown[])[] {
  if (alerts.length === 0) return [];
  const ofAlerts = alerts.map(({ alert }) => trpc.alerts.get.queryKey({ alertId: alert.id }));
  return [trpc.alerts.list.pathKey(), trpc.alerts.unreadCount.queryKey(), trpc.alerts.messages.pathKey(), ...ofAlerts];
}

function keysOfTrips(trpc: Trpc, { trips }: FleetChange): (readonly unknown[])[] {
  if (trips.length === 0) return [];
  const ofTrips = trips.map(({ tripId }) => trpc.trips.get.queryKey({ tripId }));
  const ofVehicles = trips.flatMap(({ vehicleId }) => (vehicleId === null ? [] : [trpc.vehicles.get.queryKey({ vehicleId })]));
  const ofDrivers = trips.some(({ type }) => type === "trip.scored" || type === "badge.earned") ? [trpc.drivers.pathKey()] : [];
  return [trpc.trips.list.pathKey(), ...ofTrips, ...ofVehicles, ...ofDrivers];
}

/** Gathers keys and invalidates them together; a query in use is then read again, any other when it is next used. */
function createRefetcher(client: QueryClient) {
  const waiting = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastMs = 0;
  const flush = () => {
    timer = undefined;
    lastMs = Date.now();
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
    waiting.clear();
  };
  return {
    later: (key: readonly unknown[]) => {
      waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, Math.max(0, lastMs + refetchEveryMs - Date.now()));
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
