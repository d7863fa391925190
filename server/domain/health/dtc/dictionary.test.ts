import { describe, expect, test } from "vitest";
import { decodeDtc } from "./decode.ts";
import { describeDtc } from "./describe.ts";
import { dtcFiles } from "./dictionary.ts";
import { dtcSeverities } from "./severity.ts";

const all = Object.values(dtcFiles).flatMap((file) => Object.entries(file));

describe("the dictionary of fault codes", () => {
  test("has at least the 300 commonest ones, each once, under titles of their own", () => {
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(([code]) => code)).size).toBe(all.length);
    expect(new Set(all.map(([, { title }]) => title)).size).toBe(all.length);
  });

  test("has standard codes only, written as they are", () => {
    expect(all.filter(([code]) => decodeDtc(code)?.code !== code || !decodeDtc(code)?.generic)).toEqual([]);
  });

  test("says of each what it means, what may be behind it, how much it presses and what to do", () => {
    const isText = (text: string, most: number) => text === text.trim() && text.length >= 5 && text.length <= most;
    const isSentence = (text: string) => isText(text, 300) && /^[A-Z].*\.$/.test(text);
    const wrong = all.filter(
      ([, { title, meaning, causes, severity, advice }]) =>
        !(isText(title, 60) && /^[A-Z].*[^.]$/.test(title) && isSentence(meaning) && isSentence(advice)) ||
        !(causes.length >= 2 && causes.length <= 3 && new Set(causes).size === causes.length && causes.every((text) => isText(text, 80))) ||
        !dtcSeverities.some((each) => each === severity),
    );
    expect(wrong).toEqual([]);
  });
});

describe("describing a fault code", () => {
  test("joins what the structure and the dictionary say", () => {
    expect(describeDtc("p0301")).toMatchObject({
      code: "P0301",
      known: true,
      system: "powertrain",
      generic: true,
      subsystem: "ignition",
      title: "Cylinder 1 misfire",
      severity: "critical",
      causes: [expect.stringContaining("spark plug"), expect.any(String), expect.any(String)],
    });
  });

  test("of a code nobody has described, still says what it is about and what to do", () => {
    const own = describeDtc("P1351");
    expect(own).toMatchObject({ known: false, title: "Powertrain, ignition system or misfire: manufacturer-specific code", causes: [] });
    expect(own?.meaning).toMatch(/manufacturer/);
    expect(describeDtc("P0F77")?.meaning).toMatch(/standard/);
    expect(own?.advice).not.toBe("");
  });

  test("of what is no code is null", () => {
    expect(describeDtc("hello")).toBeNull();
  });
});
