import { expect, test } from "vitest";
import { chooseBase } from "./base-date.ts";

const now = Date.UTC(2026, 2, 1);

test("the first recording begins in 2001", () => {
  expect(chooseBase(0, null, now)).toBe(Date.UTC(2001, 0, 1));
});

test("the next begins on the day after, never within the hour", () => {
  expect(chooseBase(0, Date.UTC(2001, 0, 1, 22), now)).toBe(Date.UTC(2001, 0, 2));
  expect(chooseBase(0, Date.UTC(2001, 0, 1, 23, 59), now)).toBe(Date.UTC(2001, 0, 3));
});

test("a clock that has run for days is brought to the start", () => {
  const uptimeMs = 40 * 86_400_000 + 500;
  expect(chooseBase(uptimeMs, null, now) + uptimeMs).toBe(Date.UTC(2001, 0, 1) + 500);
});

test("asks for the start when only the future is free", () => {
  expect(() => chooseBase(0, now - 3_600_000, now)).toThrow("say with --start when it began");
});
