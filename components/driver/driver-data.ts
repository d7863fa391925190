import type { RouterOutputs } from "../router-outputs.ts";

type DriverData = RouterOutputs["drivers"]["get"];
export type Profile = DriverData["profile"];
export type Losses = DriverData["losses"];
export type DriverCard = NonNullable<Profile["card"]>;
