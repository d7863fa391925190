import { z } from "zod";
import { idInput } from "./vehicles/vehicles.input.ts";

/** The papers of one car or of one driver. */
export const documentsInput = z.union([z.strictObject({ vehicleId: idInput }), z.strictObject({ driverId: idInput })]);

export const documentInput = z.strictObject({ documentId: idInput });

const text = (maxLength: number) => z.string().max(maxLength).nullable();

/** Null clears. */
export const documentChangeInput = z.strictObject({
  documentId: idInput,
  number: text(100),
  note: text(2000),
  issuedOn: text(10),
  expiresOn: text(10),
});
