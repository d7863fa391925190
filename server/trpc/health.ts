import { router } from "./init.ts";

/** What is wrong with a car, and was. */
export const healthRouter = router({});
