import { demo } from "./seeds/demo.ts";
import type { Scenario } from "./seeds/scenario.ts";
import { small } from "./seeds/small.ts";

export const scenarioNames = ["demo", "small"] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Fleets by name. `npm run simulate -- --scenario <name>` drives one and pushes it through the real pipeline. */
export const scenarios: Record<ScenarioName, Scenario> = { demo, small };
