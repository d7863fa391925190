import { expect, type Locator } from "@playwright/test";

/** The score of a card with parts, after holding what the parts say they give and take against it. */
export async function readScore(card: Locator): Promise<number> {
  const ring = card.getByRole("img", { name: /^Score [\d.]+ of 100$/ });
  await expect(ring).toBeVisible();
  const score = Number(/[\d.]+/.exec((await ring.getAttribute("aria-label")) ?? "")?.[0]);
  const bars = card.getByRole("img", { name: /points of the score/ });
  const labels = await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute("aria-label") ?? ""));
  const sum = (pattern: RegExp) => labels.reduce((total, label) => total + Number(pattern.exec(label)?.[1]), 0);
  expect(labels.length).toBeGreaterThan(0);
  expect(sum(/: ([\d.]+) points/).toFixed(1)).toBe(score.toFixed(1));
  expect(sum(/, ([\d.]+) lost/).toFixed(1)).toBe((100 - score).toFixed(1));
  return score;
}
