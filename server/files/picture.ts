import sharp, { type Sharp } from "sharp";
import { maxPicturePixels, maxPictureSidePx, type PictureType } from "#server/domain/care/file-type.ts";

// Whatever a file pretends to be, no other decoder ever sees it.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"] });
// Papers come rarely; a cache of decoded ones would only hold memory.
sharp.cache(false);

export type PictureProblem = "unreadable" | "too_many_pixels";

/** Why a picture is not taken. */
export class PictureError extends Error {
  readonly problem: PictureProblem;

  constructor(problem: PictureProblem, options: { cause?: unknown } = {}) {
    super(problem, options);
    this.name = "PictureError";
    this.problem = problem;
  }
}

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
  const { format, width, height } = await decoded(sharp(bytes, { ...decoding, limitInputPixels: false }).metadata());
  if (format !== type) throw new PictureError("unreadable");
  // Told by the header: nothing is unpacked before it is known to fit.
  if (width * height > maxPicturePixels) throw new PictureError("too_many_pixels");
  return decoded(encode(scaleInto(bytes, maxPictureSidePx), type).toBuffer());
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
