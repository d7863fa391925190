import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { detectFileType, maxFileBytes, maxPictureSidePx } from "#server/domain/documents/file-type.ts";
import { AppError } from "#server/domain/errors.ts";
import { inspectFile } from "./inspect.ts";
import { makePreview } from "./picture.ts";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#1f6f80" } });

/** The refusal's code; the type of a file that was taken. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    return (await inspectFile(1, bytes)).type;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The checksum of PNG's chunks (ISO 3309), bit by bit; zlib's own came with Node 20.15. */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A PNG of one colour that says it is so large; its data unpack to that many points indeed where `honest`. */
function pngOf(width: number, height: number, rows = 0, [bits, colours]: readonly [number, number] = [8, 0]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, colours, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (width + 1)));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

describe("a file that is taken", () => {
  test("a PDF is kept as it is", async () => {
    const { bytes, contentType } = await inspectFile(1, pdf);
    expect(Buffer.from(bytes).equals(pdf)).toBe(true);
    expect(contentType).toBe("application/pdf");
  });

  test.each(["jpeg", "png", "webp"] as const)("a %s is made anew, as the same type", async (type) => {
    const original = await picture(64, 48).toFormat(type).toBuffer();
    const { bytes, contentType } = await inspectFile(1, original);
    expect(contentType).toBe(`image/${type}`);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: type, width: 64, height: 48 });
  });

  test("where and with what a picture was taken is gone, and so is what stood behind its end", async () => {
    const photo = await picture(64, 48)
      .withExif({ IFD0: { Model: "Secret Camera" }, IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } })
      .jpeg()
      .toBuffer();
    expect(photo.includes("Secret Camera")).toBe(true);
    const { bytes } = await inspectFile(1, Buffer.concat([photo, Buffer.from("PK\x03\x04<script>alert(1)</script>")]));
    const { exif, xmp, iptc, icc } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
    const stored = Buffer.from(bytes);
    for (const secret of ["Secret Camera", "Exif", "<script>", "PK\x03\x04"]) expect(stored.includes(secret)).toBe(false);
  });

  test("a picture that lies on its side is stood up", async () => {
    const lying = await picture(64, 48).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await sharp((await inspectFile(1, lying)).bytes).metadata()).toMatchObject({ width: 48, height: 64 });
  });

  test("a large picture is made smaller, in proportion; a preview smaller still", async () => {
    const { bytes } = await inspectFile(1, await picture(6000, 1500).jpeg().toBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: maxPictureSidePx, height: maxPictureSidePx / 4 });
    expect(await sharp(await makePreview(bytes)).metadata()).toMatchObject({ format: "webp", width: 960, height: 240 });
  });
});

describe("a file that is refused", () => {
  test.each([
    ["an SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"],
    ["a GIF", "GIF89a\x01\0\x01\0\0\0\0;"],
    ["a web page", "<!doctype html><script>alert(1)</script>"],
    ["an archive", "PK\x03\x04"],
    ["a web page that holds a PDF", `<html>${pdf}`],
  ])("%s: unsupported_media", async (_, text) => {
    expect(await outcomeOf(Buffer.from(text, "latin1"))).toBe("unsupported_media");
  });

  test.each(["jpeg", "png", "webp"] as const)("a %s that is cut off: bad_request", async (type) => {
    const noise = Buffer.from(Array.from({ length: 90 * 90 * 3 }, (_, index) => (index * 7919) % 251));
    const original = await sharp(noise, { raw: { width: 90, height: 90, channels: 3 } })
      .toFormat(type)
      .toBuffer();
    expect(await outcomeOf(original.subarray(0, original.length / 2))).toBe("bad_request");
  });

  test("a PDF that is cut off and an empty file: bad_request", async () => {
    expect(await outcomeOf(pdf.subarray(0, 20))).toBe("bad_request");
    expect(await outcomeOf(new Uint8Array())).toBe("bad_request");
  });

  test("a picture of one type in the clothes of another: bad_request", async () => {
    const jpeg = await picture(20, 20).jpeg().toBuffer();
    expect(await outcomeOf(Buffer.concat([pngOf(20, 20).subarray(0, 33), jpeg]))).toBe("bad_request");
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    expect(await outcomeOf(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), svg]))).toBe("bad_request");
  });

  test("a small PNG that unpacks to billions of points: too_large, before anything is unpacked", async () => {
    const bomb = pngOf(100_000, 100_000);
    expect(bomb.length).toBeLessThan(200);
    expect(await outcomeOf(bomb)).toBe("too_large");
    expect(await outcomeOf(pngOf(8001, 8000))).toBe("too_large");
  });

  test.each([
    ["very wide", 64_000_000, 1],
    ["very high", 1, 64_000_000],
    ["just too wide", 16_384, 1],
  ])("a PNG that is %s, although it has few points: too_large", async (_, width, height) => {
    expect(await outcomeOf(pngOf(width, height, 1))).toBe("too_large");
  });

  test("16 bits for each of four channels: too_large where 8 bits would fit", async () => {
    const refusal = inspectFile(1, pngOf(8000, 8000, 0, [16, 6]));
    await expect(refusal).rejects.toMatchObject({ code: "too_large", message: expect.stringContaining("256 MB") });
  });

  test("an animation whose frames have too many points together: too_large", async () => {
    const noise = Buffer.from(Array.from({ length: 2 * 16 * 16 * 3 }, (_, index) => (index * 7919) % 251));
    const animation = await sharp(noise, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .webp()
      .toBuffer();
    // The size of the canvas that each frame is drawn on, less one, in the header (RFC 9649, 2.7).
    for (const offset of [24, 27]) animation.writeUIntLE(8000 - 1, offset, 3);
    expect(await sharp(animation).metadata()).toMatchObject({ width: 8000, pages: 2 });
    expect(await outcomeOf(animation)).toBe("too_large");
  });

  test("a PNG whose points are not all there: bad_request", async () => {
    expect(await outcomeOf(pngOf(100, 100, 100))).toBe("png");
    expect(await outcomeOf(pngOf(100, 100, 10))).toBe("bad_request");
  });

  test("more than 10 MB, whatever it is: too_large", async () => {
    expect(await outcomeOf(Buffer.concat([pdf, Buffer.alloc(maxFileBytes), pdf]))).toBe("too_large");
  });

  test("anything without a signature: never taken", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        fc.pre(detectFileType(bytes) === undefined);
        expect(["unsupported_media", "bad_request"]).toContain(await outcomeOf(bytes));
      }),
    );
  });

  test("a signature and then anything: refused in words, or a picture made anew", async () => {
    const starts = [Buffer.from([0xff, 0xd8, 0xff]), pngOf(3, 3).subarray(0, 33), Buffer.from("RIFF\x40\0\0\0WEBPVP8 ", "latin1")];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
        expect(["bad_request", "too_large", "jpeg", "png", "webp"]).toContain(await outcomeOf(Buffer.concat([start, rest])));
      }),
    );
  });
});
