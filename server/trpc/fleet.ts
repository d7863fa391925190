import { router } from "./init.ts";

/** Settings of the whole account. */
export const fleetRouter = router({});
