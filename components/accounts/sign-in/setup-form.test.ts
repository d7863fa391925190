import { expect, test } from "vitest";
import { findMistakes } from "./setup-form.ts";

test("what the setup form asks to mend", () => {
  const good = { accountName: "Depot", name: "Ada", email: "ada@fleet.test", password: "a good sentence" };
  expect(findMistakes(good)).toEqual({});
  expect(findMistakes({ accountName: "", name: "", email: "", password: "" })).toEqual({
    accountName: "missing",
    name: "missing",
    email: "missing",
    password: "shortPassword",
  });
  expect(findMistakes({ ...good, email: "ada" })).toEqual({ email: "badEmail" });
  expect(findMistakes({ ...good, password: "1234567" })).toEqual({ password: "shortPassword" });
});
