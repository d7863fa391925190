import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromWorld, tileBounds, tilesWithin, toWorld } from "./tiles.ts";

const lon = fc.double({ min: -179.99, max: 179.99, noNaN: true });
const lat = fc.double({ min: -85, max: 85, noNaN: true });

describe("tiles", () => {
  test("the world is one tile at zoom 0", () => {
    const { west, south, east, north } = tileBounds({ z: 0, x: 0, y: 0 });
    expect([west, east]).toEqual([-180, 180]);
    expect(north).toBeCloseTo(85.0511, 4);
    expect(south).toBeCloseTo(-85.0511, 4);
  });

  test("Chicago at zoom 10 lies in tile 262/380", () => {
    expect(tilesWithin({ west: -87.65, east: -87.64, south: 41.87, north: 41.88 }, 10)).toEqual([{ z: 10, x: 262, y: 380 }]);
  });

  test("positions go there and back", () => {
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const back = fromWorld(...toWorld(x, y));
        expect(back.lon).toBeCloseTo(x, 9);
        expect(back.lat).toBeCloseTo(y, 9);
      }),
    );
  });

  test("every position lies in the bounds of its own tile", () => {
    fc.assert(
      fc.property(lon, lat, fc.integer({ min: 0, max: 18 }), (x, y, z) => {
        const [tile, ...more] = tilesWithin({ west: x, east: x, south: y, north: y }, z);
        expect(more).toEqual([]);
        const { west, south, east, north } = tileBounds(tile ?? { z: 0, x: -1, y: -1 });
        const slack = 1e-9;
        expect(x >= west - slack && x <= east + slack && y >= south - slack && y <= north + slack).toBe(true);
      }),
    );
  });

  test("bounds wider than the world are cut at its edges", () => {
    expect(tilesWithin({ west: -400, east: 400, south: -90, north: 90 }, 1)).toHaveLength(4);
  });
});
