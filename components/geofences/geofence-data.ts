import type { RouterOutputs } from "../router-outputs.ts";

export type Geofence = RouterOutputs["geofences"]["list"][number];
