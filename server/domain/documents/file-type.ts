/** What a file is, told by its bytes alone: its name and what its sender declares about it count for nothing. */

export const fileTypes = ["pdf", "jpeg", "png", "webp"] as const;
export type FileType = (typeof fileTypes)[number];
export type PictureType = Exclude<FileType, "pdf">;

/** How a stored file is served. */
export const contentTypes: Record<FileType, string> = {
  pdf: "application/pdf",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

/** The type a stored content type stands for; undefined for one that is never stored. */
export function fileTypeOf(contentType: string | null): FileType | undefined {
  return fileTypes.find((type) => contentTypes[type] === contentType);
}

/** True for a type that pictures are stored as. */
export function isPicture(type: FileType | undefined): type is PictureType {
  return type !== undefined && type !== "pdf";
}

export const maxFileBytes = 10 * 1024 * 1024;
/** What a picture may unpack to, all its frames together: a phone's 50 megapixels fit, 16 bits a channel at a third of that. */
export const maxPicturePixels = 64_000_000;
export const maxPictureBytes = 4 * maxPicturePixels;
/** How wide and high a picture may come, px: what WebP can hold, and any panorama. Extreme sides take long to scale. */
export const maxSourceSidePx = 16_383;
/** Pictures are kept at most this wide and high, px: small print on an A4 page stays readable. */
export const maxPictureSidePx = 3000;

/** Latin-1, so that one byte is one character. */
function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte);
}

/** A PDF ends with its marker, but writers let line ends and a few other bytes follow (ISO 32000-1, H.3 note 18: within 1024). */
const pdfEndReach = 1024;

/**
 * The type by the signature at the very first byte (so that nothing can stand in front of it), for PDF also by its end. Undefined
 * for everything else. A picture is only known to be one when it has been decoded.
 */
export function detectFileType(bytes: Uint8Array): FileType | undefined {
  if (/^%PDF-[12]\.\d/.test(textAt(bytes, 0, 8))) {
    const end = Math.max(0, bytes.length - pdfEndReach);
    return textAt(bytes, end, pdfEndReach).includes("%%EOF") ? "pdf" : undefined;
  }
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  // The first chunk of a PNG is always its header of 13 bytes.
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])) return "png";
  if (textAt(bytes, 0, 4) === "RIFF" && /^WEBPVP8[ LX]$/.test(textAt(bytes, 8, 8))) return "webp";
  return undefined;
}

/** What people send in good faith and is not taken; named in the answer so that they know what to do. */
export type ForeignType = "empty" | "cut_pdf" | "heic" | "avif" | "gif" | "tiff" | "svg" | "html" | "zip" | "unknown";

/** What a file that is none of ours seems to be; only for the words of the refusal. */
export function guessForeignType(bytes: Uint8Array): ForeignType {
  if (bytes.length === 0) return "empty";
  const head = textAt(bytes, 0, 512);
  if (head.startsWith("%PDF-")) return "cut_pdf";
  if (/^....ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/s.test(head)) return "heic";
  if (/^....ftypavi[fs]/s.test(head)) return "avif";
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (/^(II\*\0|MM\0\*)/.test(head)) return "tiff";
  if (/<svg[\s>]/i.test(head)) return "svg";
  if (/<(!doctype html|html|head|body|script)[\s>]/i.test(head)) return "html";
  return head.startsWith("PK\u0003\u0004") ? "zip" : "unknown";
}
