import { expect, test } from "vitest";
import { formatDuration } from "./cli-duration.ts";

test.each([
  [0, "0s"],
  [59.4, "59s"],
  [59.6, "1m00s"],
  [62, "1m00s"],
  [119, "2m00s"],
  [125, "2m05s"],
  [3598, "1h00m"],
  [3600, "1h00m"],
  [7199, "2h00m"],
  [7260, "2h01m"],
  [-1, "0s"],
  [Number.POSITIVE_INFINITY, "?"],
  ["NULL", "?"],
])("%j seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("no part ever reaches 60", () => {
  for (let seconds = 0; seconds < 20_000; seconds++) expect(formatDuration(seconds)).not.toMatch(/60|^0\d*[mh]/);
});
