import { router } from "./init.ts";

/** Apps that managers look after, and those a person lets read their data. */
export const appsRouter = router({});
