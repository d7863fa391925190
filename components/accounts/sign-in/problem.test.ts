import { expect, test } from "vitest";
import { toProblem } from "./problem.ts";

test("a sign-in's answer", () => {
  expect(toProblem({ ok: true, error: null })).toBeNull();
  expect(toProblem({ ok: false, error: "CredentialsSignin" })).toEqual({ kind: "wrong" });
  expect(toProblem({ ok: false, error: "RateLimited:12" })).toEqual({ kind: "throttledFor", seconds: 12 });
  expect(toProblem({ ok: false, error: "Busy:5" })).toEqual({ kind: "busyFor", seconds: 5 });
  expect(toProblem({ ok: false, error: "Unavailable" })).toEqual({ kind: "unreachable" });
  expect(toProblem({ ok: true, error: "CredentialsSignin" })).toEqual({ kind: "wrong" });
  expect(toProblem(undefined)).toEqual({ kind: "unreachable" });
});
