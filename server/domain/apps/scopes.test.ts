import { describe, expect, test } from "vitest";
import { readScopes } from "./scopes.ts";

describe("readScopes", () => {
  test("keeps the documented order, each once, and adds scope:public", () => {
    expect(readScopes(" scope:trip  scope:location\nscope:trip ")).toEqual({
      scopes: ["scope:public", "scope:location", "scope:trip"],
      unknown: [],
    });
  });

  test("takes retired names as what they mean now", () => {
    expect(readScopes("scope:vehicle scope:trip:summary scope:ignition:on scope:mil:off")).toEqual({
      scopes: ["scope:public", "scope:vehicle:profile", "scope:vehicle:events", "scope:trip"],
      unknown: [],
    });
  });

  test.each(["scope:nope", "trip", "SCOPE:TRIP", "constructor", "__proto__"])("names %j as unknown", (word) => {
    expect(readScopes(`scope:trip ${word}`)).toEqual({ scopes: ["scope:public", "scope:trip"], unknown: [word] });
  });
});
