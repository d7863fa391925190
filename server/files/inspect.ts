import {
  contentTypes,
  detectFileType,
  type FileType,
  type ForeignType,
  guessForeignType,
  isPicture,
  maxFileBytes,
  maxPictureBytes,
  maxPicturePixels,
  maxSourceSidePx,
} from "#server/domain/documents/file-type.ts";
import { AppError } from "#server/domain/errors.ts";
import { PictureError, type PictureProblem } from "./picture-error.ts";
import { pictures } from "./pictures.ts";

/** A file as it may be stored. */
export interface InspectedFile {
  bytes: Uint8Array;
  type: FileType;
  contentType: string;
}

const wanted = "Send a PDF, or a picture as JPEG, PNG or WebP.";

const refusals: Record<ForeignType, string> = {
  empty: "The file is empty.",
  cut_pdf: "This PDF is not complete: its end is missing. Save it anew and send it again.",
  heic: "This is a HEIC picture, which not every program can show. Save it as JPEG and send that.",
  avif: `This is an AVIF picture. ${wanted}`,
  gif: `This is a GIF. ${wanted}`,
  tiff: `This is a TIFF picture. ${wanted}`,
  svg: `This is an SVG drawing, which can carry programs. ${wanted}`,
  html: `This is a web page. ${wanted}`,
  zip: `This is an archive or an office document. ${wanted}`,
  unknown: `This is neither a PDF nor a picture we can read. ${wanted}`,
};

/** What is said of more bytes than {@link maxFileBytes}. */
export function fileTooLarge(): AppError {
  return new AppError("too_large", `The file is larger than ${maxFileBytes / 1024 / 1024} MB.`);
}

/**
 * Finds out what a file is by its content and gives what may be stored of it: a PDF as it is, a picture encoded anew.
 * Throws `bad_request` (empty, cut, unreadable), `too_large` (bytes, sides, pixels, time), `unavailable` (too many pictures of the account wait) or `unsupported_media` (anything else), naming it.
 */
export async function inspectFile(accountId: number, bytes: Uint8Array): Promise<InspectedFile> {
  if (bytes.byteLength > maxFileBytes) throw fileTooLarge();
  const type = detectFileType(bytes);
  if (type === undefined) throw refusal(guessForeignType(bytes));
  const contentType = contentTypes[type];
  if (!isPicture(type)) return { bytes, type, contentType };
  try {
    return { bytes: await pictures.reencode(accountId, bytes, type), type, contentType };
  } catch (error) {
    throw error instanceof PictureError ? pictureRefusal(error) : error;
  }
}

function refusal(foreign: ForeignType): AppError {
  return new AppError(foreign === "empty" || foreign === "cut_pdf" ? "bad_request" : "unsupported_media", refusals[foreign]);
}

const tooLargePicture: Record<Exclude<PictureProblem, "unreadable">, string> = {
  too_long_side: `The picture is more than ${maxSourceSidePx} pixels wide or high. Send a smaller one.`,
  too_many_pixels: `The picture has more than ${maxPicturePixels / 1_000_000} million pixels, or unpacks to more than ${maxPictureBytes / 1_000_000} MB. Send a smaller one.`,
  too_slow: "The picture takes too long to read. Send a smaller one, or save it anew first.",
};

function pictureRefusal(error: PictureError): AppError {
  const { problem } = error;
  if (problem !== "unreadable") return new AppError("too_large", tooLargePicture[problem]);
  return new AppError("bad_request", "The picture cannot be read: it is damaged or not complete.", { cause: error });
}
