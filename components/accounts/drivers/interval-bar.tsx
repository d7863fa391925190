/** Where a score lies between 0 and 100, and how wide its interval is. The words beside it say the same. */
export function IntervalBar({ score, interval: [low, high] }: { score: number; interval: readonly [number, number] }) {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="mt-2 h-2 w-full overflow-visible">
      <rect y="3" width="100" height="2" rx="1" className="fill-line" />
      <rect x={low} y="1.5" width={Math.max(0.5, high - low)} height="5" className="fill-accent opacity-30" />
      <rect x={Math.min(99, Math.max(0, score - 0.5))} width="1" height="8" className="fill-accent" />
    </svg>
  );
}
