import sharp, { type Metadata, type Sharp } from "sharp";
import {
  maxPictureBytes,
  maxPicturePixels,
  maxPictureSidePx,
  maxSourceSidePx,
  type PictureType,
} from "#server/domain/documents/file-type.ts";
import { PictureError } from "./picture-error.ts";

// Whatever a file pretends to be, no other decoder ever sees it.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"] });
// Papers come rarely; a cache of decoded ones would only hold memory.
sharp.cache(false);

/** Quality of JPEG and WebP, 1-100: print stays sharp. */
const quality = 86;
/** What a preview fits into, px: a card's width on a dense screen. */
const previewSidePx = 960;

const decoding = { failOn: "error", limitInputPixels: maxPicturePixels, pages: 1 } as const;

/**
 * Makes a picture anew from its decoded pixels: upright, at most {@link maxPictureSidePx} wide and high, and without anything else
 * that was in the file (place and device in its metadata, other files behind its end). Only the first frame is kept.
 * Throws {@link PictureError}.
 */
export async function reencodePicture(bytes: Uint8Array, type: PictureType): Promise<Buffer> {
  const header = await decoded(sharp(bytes, { ...decoding, limitInputPixels: false }).metadata());
  if (header.format !== type) throw new PictureError("unreadable");
  // Told by the header: nothing is unpacked before it is known to fit.
  requireSize(header);
  return decoded(encode(scaleInto(bytes, maxPictureSidePx), type).toBuffer());
}

/** Bytes of one channel of a pixel, by libvips' name of its format. */
const channelBytes: Record<string, number> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** Throws when a side is too long, or all frames together have too many pixels or bytes. */
function requireSize({ width, height, pages = 1, channels, depth }: Metadata): void {
  if (Math.max(width, height) > maxSourceSidePx) throw new PictureError("too_long_side");
  const pixels = width * height * pages;
  const pixelBytes = channels * (channelBytes[depth] ?? 8);
  if (pixels > maxPicturePixels || pixels * pixelBytes > maxPictureBytes) throw new PictureError("too_many_pixels");
}

/** A small WebP of a picture that was made by {@link reencodePicture}. */
export async function makePreview(bytes: Uint8Array): Promise<Buffer> {
  return decoded(scaleInto(bytes, previewSidePx).webp({ quality: 80 }).toBuffer());
}

function scaleInto(bytes: Uint8Array, sidePx: number): Sharp {
  return sharp(bytes, decoding).autoOrient().resize({ width: sidePx, height: sidePx, fit: "inside", withoutEnlargement: true });
}

function encode(picture: Sharp, type: PictureType): Sharp {
  if (type === "png") return picture.png();
  return type === "webp" ? picture.webp({ quality }) : picture.jpeg({ quality });
}

async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new PictureError("unreadable", { cause: error });
  }
}
