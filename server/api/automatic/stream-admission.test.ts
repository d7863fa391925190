import { describe, expect, test } from "vitest";
import { StreamAdmission } from "./stream-admission.ts";

function setUp() {
  const clock = { ms: 0 };
  return { clock, admission: new StreamAdmission({ burst: 2, everyMs: 10_000 }, () => clock.ms) };
}

describe("who may open a stream", () => {
  test("a network has an allowance, which comes back with time", () => {
    const { clock, admission } = setUp();
    expect([1, 2, 3].map(() => admission.admit("a"))).toEqual([0, 0, 10]);
    clock.ms = 4000;
    expect(admission.admit("a")).toBe(6);
    clock.ms = 10_000;
    expect([1, 2].map(() => admission.admit("a"))).toEqual([0, 10]);
    clock.ms = 1_000_000;
    expect([1, 2, 3].map(() => admission.admit("a"))).toEqual([0, 0, 10]);
  });

  test("each network has its own", () => {
    const { admission } = setUp();
    for (const network of ["a", "a", "a", "b"]) admission.admit(network);
    expect([admission.admit("a"), admission.admit("b")]).toEqual([10, 0]);
  });

  test("what is taken back counts for nothing, and gives nothing besides", () => {
    const { admission } = setUp();
    for (let time = 0; time < 5; time++) {
      expect(admission.admit("a")).toBe(0);
      admission.takeBack("a");
      admission.takeBack("a");
    }
    expect([1, 2, 3].map(() => admission.admit("a"))).toEqual([0, 0, 10]);
  });

  test("many networks are not remembered for ever", () => {
    const { clock, admission } = setUp();
    for (let network = 0; network < 10_000; network++) admission.admit(String(network));
    clock.ms = 10_000;
    admission.admit("new");
    // Forgotten ones have their whole allowance, which they had anyway.
    expect([1, 2, 3].map(() => admission.admit("0"))).toEqual([0, 0, 10]);
  });
});
