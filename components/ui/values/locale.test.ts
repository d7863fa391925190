import { expect, test } from "vitest";
import { pickLocale } from "./locale.ts";

test.each([
  ["en-US,en;q=0.9", "en-US"],
  ["de-DE,de;q=0.9,en-AU;q=0.8", "en-AU"],
  ["en", "en-GB"],
  ["de", "en-GB"],
  ["en-u-!!,*", "en-GB"],
  ["", "en-GB"],
  [null, "en-GB"],
])("languages %j are written as %s", (header, locale) => {
  expect(pickLocale(header)).toBe(locale);
});
