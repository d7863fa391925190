import { describe, expect, test } from "vitest";
import { alertKinds } from "./alert.ts";
import { defaultRules } from "./default-rules.ts";
import { ruleLimits } from "./rule-limits.ts";
import { ruleParamSchemas } from "./rules.ts";

describe("the rules an account begins with", () => {
  test("are one of each kind, within what a rule may ask for", () => {
    expect(defaultRules.map(({ kind }) => kind)).toEqual([...alertKinds]);
    for (const { kind, params, cooldownS, maxAgeS } of defaultRules) {
      expect(ruleParamSchemas[kind].parse(params)).toEqual(params);
      expect(cooldownS).toBeGreaterThanOrEqual(ruleLimits.cooldownS.min);
      expect(cooldownS).toBeLessThanOrEqual(ruleLimits.cooldownS.max);
      expect(maxAgeS).toBeLessThanOrEqual(ruleLimits.maxAgeS.max);
    }
  });
});
