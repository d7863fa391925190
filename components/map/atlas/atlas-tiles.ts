import type * as Leaflet from "leaflet";
import type { ReadColor } from "#components/map/tokens.ts";
import { fromWorld, toWorld } from "#server/domain/tiles.ts";
import { type Frame, gridStep, isInFrame, type Shape, traceRing } from "./atlas.ts";
import { atlasDetailAt, fineFromZoom, loadAtlas } from "./atlas-data.ts";

const tileSize = 256;

/** The atlas as canvas tiles: land, borders and, from town level on, a fine grid. */
export function createAtlasTiles(leaflet: typeof Leaflet, readColor: ReadColor, attribution: string): Leaflet.GridLayer {
  class AtlasTiles extends leaflet.GridLayer {
    override createTile(coords: Leaflet.Coords, done: Leaflet.DoneCallback): HTMLElement {
      const canvas = document.createElement("canvas");
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = tileSize * ratio;
      canvas.height = tileSize * ratio;
      const context = canvas.getContext("2d");
      if (!context) return canvas;
      context.scale(ratio, ratio);
      drawWhenLoaded(context, coords, readColor).then(
        () => done(undefined, canvas),
        (error: Error) => done(error, canvas),
      );
      return canvas;
    }
  }
  return new AtlasTiles({ tileSize, attribution, updateWhenZooming: false, keepBuffer: 3, className: "map-atlas" });
}

async function drawWhenLoaded(context: CanvasRenderingContext2D, coords: Leaflet.Coords, readColor: ReadColor): Promise<void> {
  const frame = toFrame(coords);
  const detail = atlasDetailAt(coords.z);
  if (detail !== "coarse") {
    drawTile(context, await loadAtlas("coarse"), frame, coords.z, readColor);
    context.clearRect(0, 0, tileSize, tileSize);
  }
  drawTile(context, await loadAtlas(detail), frame, coords.z, readColor);
}

function toFrame({ x, y, z }: Leaflet.Coords): Frame {
  const tiles = 2 ** z;
  const wrapped = ((x % tiles) + tiles) % tiles;
  return { x: wrapped / tiles, y: y / tiles, scale: tiles * tileSize, size: tileSize };
}

function drawTile(context: CanvasRenderingContext2D, shapes: readonly Shape[], frame: Frame, zoom: number, readColor: ReadColor): void {
  const land = new Path2D();
  for (const { rings } of shapes) {
    for (const ring of rings) if (isInFrame(ring, frame)) traceRing(land, ring, frame);
  }
  context.fillStyle = readColor("map-land");
  context.fill(land, "evenodd");
  drawGrid(context, frame, readColor("map-grid"));
  context.strokeStyle = readColor("map-border");
  context.lineWidth = zoom < fineFromZoom ? 0.75 : 1.25;
  context.lineJoin = "round";
  context.stroke(land);
}

/** Lines of latitude and longitude, so that an empty stretch still shows where and how large it is. */
function drawGrid(context: CanvasRenderingContext2D, frame: Frame, color: string): void {
  const step = gridStep(frame.scale);
  const west = (frame.x - 0.5) * 360;
  const degrees = (frame.size / frame.scale) * 360;
  const lines = new Path2D();
  for (let lon = Math.floor(west / step) * step; lon <= west + degrees; lon += step) {
    const x = Math.round((toWorld(lon, 0)[0] - frame.x) * frame.scale) + 0.5;
    lines.moveTo(x, 0);
    lines.lineTo(x, frame.size);
  }
  const { lat: top } = fromWorld(0, frame.y);
  const { lat: bottom } = fromWorld(0, frame.y + frame.size / frame.scale);
  for (let lat = Math.floor(bottom / step) * step; lat <= top; lat += step) {
    const y = Math.round((toWorld(0, lat)[1] - frame.y) * frame.scale) + 0.5;
    lines.moveTo(0, y);
    lines.lineTo(frame.size, y);
  }
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.stroke(lines);
}
