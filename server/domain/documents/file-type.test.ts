import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentTypes, detectFileType, fileTypeOf, fileTypes, guessForeignType, isPicture } from "./file-type.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n";
const png = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
const webp = "RIFF\x10\0\0\0WEBPVP8 ";

describe("the type of a file", () => {
  test.each([
    ["pdf", pdf],
    ["pdf", `${pdf}${"\0".repeat(1000)}`],
    ["jpeg", "\xff\xd8\xff\xe0\0\x10JFIF"],
    ["png", png],
    ["webp", webp],
    ["webp", "RIFF\x10\0\0\0WEBPVP8X"],
  ])("is told by its first bytes: %s", (type, text) => {
    expect(detectFileType(bytes(text))).toBe(type);
  });

  test.each([
    ["a PDF behind something else", `GIF89a ${pdf}`],
    ["a PDF behind a line end", `\n${pdf}`],
    ["a web page with a PDF inside", `<html><body>${pdf}`],
    ["a PDF without its end", pdf.slice(0, 20)],
    ["a PDF whose end is long past", `${pdf}${"x".repeat(2000)}`],
    ["a PDF of no known version", "%PDF-9.1 %%EOF"],
    ["the start of a PNG without its header", png.slice(0, 8)],
    ["another RIFF file", "RIFF\x10\0\0\0WAVEfmt "],
    ["two bytes of a JPEG", "\xff\xd8"],
    ["nothing", ""],
  ])("is none for %s", (_, text) => {
    expect(detectFileType(bytes(text))).toBeUndefined();
  });

  test("is none for bytes that do not begin with a signature", () => {
    const starts = /^(%PDF-[12]\.\d|\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBPVP8)/s;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        fc.pre(!starts.test(String.fromCharCode(...content)));
        expect(detectFileType(content)).toBeUndefined();
      }),
    );
  });

  test("is not changed by what follows the signature of a picture", () => {
    fc.assert(
      fc.property(fc.constantFrom(png, webp, "\xff\xd8\xff"), fc.uint8Array({ maxLength: 50 }), (start, rest) => {
        expect(detectFileType(Uint8Array.from([...bytes(start), ...rest]))).toBe(detectFileType(bytes(start)));
      }),
    );
  });

  test("reads back from what it is stored as", () => {
    expect(fileTypes.map((type) => fileTypeOf(contentTypes[type]))).toEqual([...fileTypes]);
    expect([fileTypeOf("image/svg+xml"), fileTypeOf(null)]).toEqual([undefined, undefined]);
    expect([...fileTypes, undefined].map(isPicture)).toEqual([false, true, true, true, false]);
  });
});

describe("what a refused file seems to be", () => {
  test.each([
    ["empty", ""],
    ["cut_pdf", "%PDF-1.7\n1 0 obj"],
    ["heic", "\0\0\0\x18ftypheic\0\0\0\0mif1"],
    ["avif", "\0\0\0\x18ftypavif\0\0\0\0mif1"],
    ["gif", "GIF89a\x01\0\x01\0"],
    ["tiff", "II*\0\x08\0\0\0"],
    ["svg", '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'],
    ["html", "<!DOCTYPE html><title>x</title>"],
    ["zip", "PK\x03\x04\x14\0"],
    ["unknown", "MZ\x90\0"],
  ])("%s", (foreign, text) => {
    expect(guessForeignType(bytes(text))).toBe(foreign);
  });
});
