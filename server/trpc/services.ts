import { router } from "./init.ts";

/** Service plans, what was done, and all that is due. */
export const servicesRouter = router({});
