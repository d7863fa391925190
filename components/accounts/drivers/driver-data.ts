import type { RouterOutputs } from "#components/router-outputs.ts";

type DriverData = RouterOutputs["drivers"]["get"];
export type Profile = DriverData["profile"];
export type Losses = DriverData["losses"];
export type DriverCard = NonNullable<Profile["card"]>;
