import type { RouterOutputs } from "#components/router-outputs.ts";

export type CarServices = RouterOutputs["services"]["vehicle"];
export type Plan = CarServices["plans"][number];
export type WorkRecord = CarServices["records"][number];
