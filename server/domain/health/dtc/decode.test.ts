import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDtc } from "./decode.ts";

describe("decoding a fault code", () => {
  test.each([
    ["P0301", "powertrain", true, "ignition"],
    ["P1351", "powertrain", false, "ignition"],
    ["P2096", "powertrain", true, "fuel_air_emissions"],
    ["P2A00", "powertrain", true, "fuel_air_emissions"],
    ["P0A80", "powertrain", true, "hybrid"],
    ["P0F00", "powertrain", true, null],
    ["P33FF", "powertrain", false, null],
    ["P3400", "powertrain", true, "cylinder_deactivation"],
    ["P3F00", "powertrain", true, null],
    ["C0035", "chassis", true, null],
    ["C1201", "chassis", false, null],
    ["B2AAA", "body", false, null],
    ["B3000", "body", true, null],
    ["U0073", "network", true, "network_hardware"],
    ["U0100", "network", true, "lost_communication"],
    ["U0415", "network", true, "data"],
    ["U1000", "network", false, null],
    ["U3003", "network", true, null],
  ])("%s", (code, system, generic, subsystem) => {
    expect(decodeDtc(code)).toMatchObject({ code, system, generic, subsystem });
  });

  test("writes a title for what nobody has described", () => {
    expect(decodeDtc("P1351")?.title).toBe("Powertrain, ignition system or misfire: manufacturer-specific code");
    expect(decodeDtc("B0123")?.title).toBe("Body: standard code");
  });

  test("takes lower case and spaces", () => {
    expect(decodeDtc(" p0 3 01\n")).toEqual(decodeDtc("P0301"));
  });

  test.each(["", "P030", "P03011", "X0301", "P4301", "P03G1", "P0301\u0000", "0301"])("%j is no code", (text) => {
    expect(decodeDtc(text)).toBeNull();
  });

  test("every code of the right shape has a title, anything else is null, nothing throws", () => {
    const hex = fc.constantFrom(..."0123456789ABCDEFabcdef");
    const shaped = fc.tuple(fc.constantFrom(..."PCBUpcbu"), fc.constantFrom(..."0123"), hex, hex, hex).map((parts) => parts.join(""));
    fc.assert(
      fc.property(shaped, (code) => {
        expect(decodeDtc(code)).toMatchObject({ code: code.toUpperCase(), title: expect.stringMatching(/^[A-Z].+: .+ code$/) });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeDtc(text) === null || text.trim().length >= 5).toBe(true);
      }),
    );
  });
});
