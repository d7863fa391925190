/** How lists of version 2 are narrowed, besides by moments: the parameters, read as their clients write them. */
import { z } from "zod";
import { type PrefixedKind, readAutomaticId, readDeviceId, type UidRange } from "#server/domain/automatic/ids.ts";

/** Holds no uid. */
const nowhere: UidRange = { from: "ffffffff-ffff-ffff-ffff-ffffffffffff", to: "00000000-0000-0000-0000-000000000000" };

const rangeOf = (kind: PrefixedKind) => (id: string) => readAutomaticId(kind, id) ?? nowhere;

export const ofVehicle = z
  .string()
  .max(100)
  .transform(rangeOf("vehicle"))
  .optional()
  .meta({ description: "The id of a vehicle, C_…; one that is unknown has nothing." });

/** "business,private": any of them. */
export const anyOf = z
  .string()
  .max(1000)
  .transform((text) => text.split(",").map((word) => word.trim()))
  .optional()
  .meta({ description: "Several are separated by commas: any of them." });

export const exactly = z.string().max(100).optional();

/** The id in a path. What is none is read like one that nothing has, so that both answer alike. */
const pathId = (kind: PrefixedKind, example: string) => z.object({ id: z.string().transform(rangeOf(kind)).meta({ example }) });

export const tripId = pathId("trip", "T_db5c2635ffd945ba");
export const tagOfTrip = tripId.extend({ tag: z.string().max(100).meta({ example: "business" }) });
export const vehicleId = pathId("vehicle", "C_8e7b567626c24695");

const device = z
  .string()
  .transform((id) => readDeviceId(id) ?? nowhere)
  .meta({ example: "021ac91c826b42eca99e685c" });
export const deviceId = z.object({ id: device });
export const deviceOfUser = z.object({ device_id: device });
