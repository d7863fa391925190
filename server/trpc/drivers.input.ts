import { z } from "zod";
import { idInput } from "./vehicles.input.ts";

export const driverInput = z.strictObject({ driverId: idInput });
