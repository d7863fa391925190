/** One figure of one trip (or recording) held against its reference. */
export interface Check {
  /** What was looked at: `4107032_1 trip 3`. */
  item: string;
  figure: string;
  expected: string;
  got: string;
  tolerance: string;
  ok: boolean;
}

export interface Tolerance {
  /** Share of the expected value, 0.01 is 1 %. */
  share?: number;
  /** In the figure's own unit. */
  absolute?: number;
  unit?: string;
}

/** Passes within the share or the absolute bound, whichever is wider; without either only the same number does. */
export function checkNumber(item: string, figure: string, expected: number, got: number | null, tolerance: Tolerance = {}): Check {
  const { share = 0, absolute = 0, unit = "" } = tolerance;
  const bound = Math.max(share * Math.abs(expected), absolute);
  const ok = got !== null && Math.abs(got - expected) <= bound + 1e-9;
  return {
    item,
    figure,
    expected: toText(expected),
    got: got === null ? "none" : toText(got),
    tolerance: describeTolerance(share, absolute, unit),
    ok,
  };
}

export function checkSame(item: string, figure: string, expected: string, got: string | undefined): Check {
  return { item, figure, expected, got: got ?? "none", tolerance: "equal", ok: expected === got };
}

/** Passes when the number lies in the range. */
export function checkRange(item: string, figure: string, [least, most]: readonly [number, number], got: number, tolerance: string): Check {
  return { item, figure, expected: `${toText(least)} to ${toText(most)}`, got: toText(got), tolerance, ok: got >= least && got <= most };
}

function describeTolerance(share: number, absolute: number, unit: string): string {
  const parts = [share > 0 && `${share * 100} %`, absolute > 0 && `${absolute} ${unit}`.trim()].filter((part) => part !== false);
  return parts.length > 0 ? `± ${parts.join(" or ")}` : "equal";
}

function toText(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
