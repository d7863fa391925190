import type * as Leaflet from "leaflet";
import { paneOf } from "#components/map/panes.ts";
import type { ReadColor } from "#components/map/tokens.ts";
import { gridStep, toGridLabel } from "./atlas.ts";
import type { Country } from "./countries.ts";
import { createCountryCache } from "./country-cache.ts";
import { createTownCache, type LoadTowns, type MapTown } from "./towns.ts";

interface LabelOptions {
  readColor: ReadColor;
  loadTowns: LoadTowns;
}

/** Names of countries and towns and figures of the grid, set in the whole view so that none is cut and none lies on another. */
export function createLabelLayer(leaflet: typeof Leaflet, { readColor, loadTowns }: LabelOptions): Leaflet.Layer {
  class LabelLayer extends leaflet.Layer {
    #canvas = document.createElement("canvas");
    #countries = createCountryCache(() => this.#draw());
    #towns = createTownCache(loadTowns, () => this.#draw());

    override onAdd(map: Leaflet.Map): this {
      this.#canvas.className = "leaflet-zoom-hide";
      paneOf(map, "labels").append(this.#canvas);
      map.on("moveend zoomend resize", this.#draw, this);
      this.#draw();
      return this;
    }

    override onRemove(map: Leaflet.Map): this {
      map.off("moveend zoomend resize", this.#draw, this);
      this.#canvas.remove();
      return this;
    }

    #draw(): void {
      const map = this._map;
      const context = this.#canvas.getContext("2d");
      if (!map || !context || !this.#canvas.isConnected) return;
      fitCanvas(this.#canvas, map);
      leaflet.DomUtil.setPosition(this.#canvas, map.containerPointToLayerPoint([0, 0]));
      const bounds = map.getBounds();
      const view = { west: bounds.getWest(), east: bounds.getEast(), south: bounds.getSouth(), north: bounds.getNorth() };
      drawLabels(context, map, this.#countries(map.getZoom()), this.#towns(view, map.getZoom()), readColor);
    }
  }
  return new LabelLayer();
}

function fitCanvas(canvas: HTMLCanvasElement, map: Leaflet.Map): void {
  const { x: width, y: height } = map.getSize();
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.getContext("2d")?.scale(ratio, ratio);
}

function drawLabels(
  context: CanvasRenderingContext2D,
  map: Leaflet.Map,
  countries: readonly Country[],
  towns: readonly MapTown[],
  readColor: ReadColor,
): void {
  const family = getComputedStyle(map.getContainer()).fontFamily;
  const zoom = map.getZoom();
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = readColor("map-land");
  context.fillStyle = readColor("map-label");
  if (zoom >= 5) drawGridLabels(context, map, `10px ${family}`);
  const place = createPlacer(context, map);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `500 ${zoom < 4 ? 10 : 12}px ${family}`;
  for (const { name, lat, lon } of countries) place(name, lat, lon, 0);
  for (const { name, lat, lon, population } of towns) {
    context.font = `${population > 300_000 ? "500 12" : "11"}px ${family}`;
    place(name, lat, lon, 2);
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
}

/** Sets a name where it meets no other; with a radius also a dot at the place itself, the name above it. */
function createPlacer(context: CanvasRenderingContext2D, map: Leaflet.Map) {
  const set: Box[] = [];
  const size = map.getSize();
  return (text: string, lat: number, lon: number, dotRadius: number): void => {
    const point = map.latLngToContainerPoint([lat, lon]);
    const { width } = context.measureText(text);
    const box = { x: point.x, y: dotRadius > 0 ? point.y - 10 : point.y, width };
    // Names end at the edges of the view and keep off the figures of the grid.
    if (box.x - width / 2 < 4 || box.x + width / 2 > size.x - 4 || box.y < 30 || box.y > size.y - 8) return;
    if (set.some((other) => Math.abs(other.y - box.y) < 18 && Math.abs(other.x - box.x) < (other.width + width) / 2 + 12)) return;
    set.push(box);
    write(context, text, box.x, box.y);
    if (dotRadius === 0) return;
    context.beginPath();
    context.arc(point.x, point.y, dotRadius, 0, 2 * Math.PI);
    context.fill();
  };
}

function drawGridLabels(context: CanvasRenderingContext2D, map: Leaflet.Map, font: string): void {
  const step = gridStep(256 * 2 ** Math.round(map.getZoom()));
  const bounds = map.getBounds();
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "top";
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
