import { expect, test } from "vitest";
import { collect } from "./collect.ts";
import { decodeGpx } from "./decode-gpx.ts";

const gpx = (...points: string[]) =>
  `<?xml version="1.0"?>\n<gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:x="urn:x"><trk><name>2020</name><trkseg>\n${points.join("\n")}\n</trkseg></trk></gpx>`;

const pieces = (text: string) => text.match(/[\s\S]{1,5}/g) ?? [];

test("reads points with height, time, speed and course", async () => {
  const point =
    '<trkpt lat="51.9" lon="7.5"><ele>60.5</ele><time>2020-01-01T10:00:00Z</time><extensions><x:T><x:speed>10</x:speed><x:course>90</x:course></x:T></extensions></trkpt>';
  expect(await collect(decodeGpx(pieces(gpx(point))))).toEqual([
    {
      kind: "sample",
      line: 3,
      sample: { atMs: Date.parse("2020-01-01T10:00:00Z"), lat: 51.9, lon: 7.5, altitudeM: 60.5, gpsSpeedKmh: 36, headingDeg: 90 },
    },
  ]);
});

test("rejects points without a time or a position", async () => {
  const decoded = await collect(
    decodeGpx([gpx('<trkpt lat="1" lon="2"/>', '<trkpt lat="x" lon="2"><time>2020-01-01T10:00:00Z</time></trkpt>')]),
  );
  expect(decoded).toEqual([
    { kind: "rejection", line: 3, reason: "a point has no time" },
    { kind: "rejection", line: 4, reason: 'a point has no position: "x, 2"' },
  ]);
});

test("refuses document types, entities, broken and other XML", async () => {
  const bomb = '<!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx>&a;</gpx>';
  await expect(collect(decodeGpx([bomb]))).rejects.toThrow("document type");
  await expect(collect(decodeGpx(["<gpx>&a;</gpx>"]))).rejects.toThrow("cannot be read");
  await expect(collect(decodeGpx(["<gpx><trk>"]))).rejects.toThrow("cannot be read");
  await expect(collect(decodeGpx(["<html></html>"]))).rejects.toThrow("it begins with <html>");
  await expect(collect(decodeGpx(["lat,lon\n1,2\n"]))).rejects.toThrow();
});
