import { expect, test } from "vitest";
import { PictureError } from "#server/files/picture-error.ts";
import { AppError } from "./errors.ts";

/** The class as another bundle has it. */
async function importCopy<T>(path: string): Promise<T> {
  return import(`${path}?copy`);
}

test("an error made by another copy of the module is still known as what it is", async () => {
  const errors = await importCopy<typeof import("./errors.ts")>("./errors.ts");
  const pictures = await importCopy<typeof import("#server/files/picture-error.ts")>("../files/picture-error.ts");
  expect(errors.AppError).not.toBe(AppError);
  const [busy, tooLong] = [new errors.AppError("unavailable", "Busy."), new pictures.PictureError("too_long_side")];
  expect([busy instanceof AppError, busy instanceof PictureError]).toEqual([true, false]);
  expect([tooLong instanceof AppError, tooLong instanceof PictureError]).toEqual([false, true]);
  for (const other of [new Error("AppError"), { name: "AppError" }, null]) expect(other instanceof AppError).toBe(false);
});
