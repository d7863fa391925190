import { router } from "./init.ts";

/** The papers of cars and drivers. */
export const documentsRouter = router({});
