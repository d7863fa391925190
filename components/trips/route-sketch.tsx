import { cx } from "#components/ui/cx.ts";
import { sketchBox } from "#server/domain/trips/sketch.ts";

/** The shape of a trip, small: decoration beside its name. Start is a ring, end a dot. */
export function RouteSketch({ sketch, className }: { sketch: readonly number[] | null; className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${sketchBox.width} ${sketchBox.height}`}
      aria-hidden="true"
      className={cx("shrink-0 rounded-md bg-sunken", className)}
    >
      {sketch ? <Line sketch={sketch} /> : null}
    </svg>
  );
}

function Line({ sketch }: { sketch: readonly number[] }) {
  const points = toPoints(sketch);
  const [start, end] = [points[0], points.at(-1)];
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round">
      <polyline points={points.map(([x, y]) => `${x},${y}`).join(" ")} strokeWidth="2.4" className="stroke-accent" />
      {start ? <circle cx={start[0]} cy={start[1]} r="3" strokeWidth="2" className="fill-raised stroke-accent" /> : null}
      {end ? <circle cx={end[0]} cy={end[1]} r="3.6" className="fill-accent" /> : null}
    </g>
  );
}

function toPoints(sketch: readonly number[]): [x: number, y: number][] {
  return Array.from({ length: Math.floor(sketch.length / 2) }, (_, index) => [sketch[index * 2] ?? 0, sketch[index * 2 + 1] ?? 0]);
}
