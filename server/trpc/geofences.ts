import { router } from "./init.ts";

/** Places whose border matters. */
export const geofencesRouter = router({});
