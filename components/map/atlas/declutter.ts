/** Decides which names of markers are shown, so that none lies on another or on another's marker. Pure. */

export interface NamedMarker {
  id: number;
  /** Pixels of the view. */
  x: number;
  y: number;
  /** Width of the name, px. */
  width: number;
  /** Higher ones are named first. */
  priority: number;
}

/** Height of a name, how far below its marker's middle it begins, and half the size of a marker, px. */
const nameHeight = 17;
const nameTop = 16;
const markerRadius = 9;
const gap = 2;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The ids of the markers whose names fit. */
export function pickNamed(markers: readonly NamedMarker[]): Set<number> {
  const named = new Set<number>();
  const taken: Box[] = [];
  const byPriority = [...markers].sort((a, b) => b.priority - a.priority || a.id - b.id);
  for (const { id, x, y, width } of byPriority) {
    const name = { left: x - width / 2, right: x + width / 2, top: y + nameTop, bottom: y + nameTop + nameHeight };
    const others = markers.filter((other) => other.id !== id);
    if (taken.some((box) => overlaps(name, box)) || others.some((other) => overlaps(name, boxOf(other)))) continue;
    taken.push(name);
    named.add(id);
  }
  return named;
}

function boxOf({ x, y }: NamedMarker): Box {
  return { left: x - markerRadius, right: x + markerRadius, top: y - markerRadius, bottom: y + markerRadius };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}
