import type * as Leaflet from "leaflet";
import { gridStep, type Shape, toGridLabel } from "./atlas.ts";
import { loadAtlas } from "./atlas-data.ts";
import type { ReadColor } from "./tokens.ts";

interface Label {
  text: string;
  lat: number;
  lon: number;
  /** Larger ones are set first. */
  weight: number;
}

/** Names of countries and figures of the grid, set in the whole view so that none is cut and none lies on another. */
export function createLabelLayer(leaflet: typeof Leaflet, readColor: ReadColor): Leaflet.Layer {
  class LabelLayer extends leaflet.Layer {
    #canvas = document.createElement("canvas");
    #countries: readonly Label[] = [];

    override onAdd(map: Leaflet.Map): this {
      this.#canvas.className = "leaflet-zoom-hide map-labels";
      map.getPane("tilePane")?.append(this.#canvas);
      map.on("moveend zoomend resize", this.#draw, this);
      this.#draw();
      loadAtlas("coarse").then(
        (shapes) => {
          this.#countries = toCountryLabels(shapes);
          if (this._map) this.#draw();
        },
        () => {},
      );
      return this;
    }

    override onRemove(map: Leaflet.Map): this {
      map.off("moveend zoomend resize", this.#draw, this);
      this.#canvas.remove();
      return this;
    }

    #draw(): void {
      const map = this._map;
      const size = map.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      this.#canvas.width = size.x * ratio;
      this.#canvas.height = size.y * ratio;
      this.#canvas.style.width = `${size.x}px`;
      this.#canvas.style.height = `${size.y}px`;
      leaflet.DomUtil.setPosition(this.#canvas, map.containerPointToLayerPoint([0, 0]));
      const context = this.#canvas.getContext("2d");
      if (!context) return;
      context.scale(ratio, ratio);
      drawLabels(context, map, this.#countries, readColor);
    }
  }
  return new LabelLayer();
}

function drawLabels(context: CanvasRenderingContext2D, map: Leaflet.Map, countries: readonly Label[], readColor: ReadColor): void {
  const family = getComputedStyle(map.getContainer()).fontFamily;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = readColor("map-land");
  context.fillStyle = readColor("map-label");
  const zoom = map.getZoom();
  if (zoom >= 2.5 && zoom <= 7) {
    context.font = `500 ${zoom < 4 ? 10 : 12}px ${family}`;
    setWithoutOverlap(
      context,
      map,
      countries.filter(({ weight }) => weight * 4 ** zoom > 0.12),
    );
  }
  if (zoom >= 5) drawGridLabels(context, map, `10px ${family}`);
}

interface Box {
  x: number;
  y: number;
  width: number;
}

function setWithoutOverlap(context: CanvasRenderingContext2D, map: Leaflet.Map, labels: readonly Label[]): void {
  const set: Box[] = [];
  const size = map.getSize();
  for (const { text, lat, lon } of labels) {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    if (x < -60 || y < -20 || x > size.x + 60 || y > size.y + 20) continue;
    const { width } = context.measureText(text);
    const hits = set.some((other) => Math.abs(other.y - y) < 16 && Math.abs(other.x - x) < (other.width + width) / 2 + 10);
    if (hits) continue;
    set.push({ x, y, width });
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

function drawGridLabels(context: CanvasRenderingContext2D, map: Leaflet.Map, font: string): void {
  const step = gridStep(256 * 2 ** Math.round(map.getZoom()));
  const bounds = map.getBounds();
  context.font = font;
  context.textBaseline = "top";
  context.lineWidth = 3;
  for (let lon = Math.ceil(bounds.getWest() / step) * step; lon < bounds.getEast(); lon += step) {
    write(context, toGridLabel(lon, step, "lon"), map.latLngToContainerPoint([bounds.getCenter().lat, lon]).x, 6);
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (let lat = Math.ceil(bounds.getSouth() / step) * step; lat < bounds.getNorth(); lat += step) {
    const { y } = map.latLngToContainerPoint([lat, bounds.getCenter().lng]);
    if (y > 24) write(context, toGridLabel(lat, step, "lat"), 6, y);
  }
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** One label a country, in the middle of its largest polygon. */
function toCountryLabels(shapes: readonly Shape[]): Label[] {
  const labels = new Map<string, Label>();
  for (const { name, rings } of shapes) {
    const [outline] = rings;
    if (!outline) continue;
    const weight = (outline.maxX - outline.minX) * (outline.maxY - outline.minY) * 64;
    if (weight <= (labels.get(name)?.weight ?? 0)) continue;
    const y = (outline.minY + outline.maxY) / 2;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
    labels.set(name, { text: name, lat, lon: ((outline.minX + outline.maxX) / 2 - 0.5) * 360, weight });
  }
  return [...labels.values()].sort((a, b) => b.weight - a.weight);
}
