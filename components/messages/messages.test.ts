import { describe, expect, test } from "vitest";
import { en } from "./en.ts";
import { createMessages, t } from "./messages.ts";

describe("messages", () => {
  test("values are put in, numbers as the locale writes them", () => {
    expect(t("common.range", { from: 21, to: 40, total: 1234 })).toBe("21–40 of 1,234");
    expect(t("shell.userMenu", { name: "Ada {count} $& <b>" })).toBe("Menu of Ada {count} $& <b>");
  });

  test("a counted message has the form of its number", () => {
    expect(t("common.results", { count: 1 })).toBe("1 result");
    expect(t("common.results", { count: 0 })).toBe("0 results");
    expect(t("common.results", { count: 1200 })).toBe("1,200 results");
  });

  test("another language has its own forms and falls back on `other`", () => {
    const common = { ...en.common, results: { one: "{count} wynik", few: "{count} wyniki", other: "{count} wyników" } };
    const polish = createMessages({ ...en, common }, "pl");
    expect([1, 2, 5].map((count) => polish("common.results", { count }))).toEqual(["1 wynik", "2 wyniki", "5 wyników"]);
  });

  test("no message is empty", () => {
    const empty = (node: object, path: string): string[] =>
      Object.entries(node).flatMap(([key, value]) =>
        typeof value === "string" ? (value.trim() === "" ? [`${path}${key}`] : []) : empty(value, `${path}${key}.`),
      );
    expect(empty(en, "")).toEqual([]);
  });
});
