import { router } from "./init.ts";

/** Keys of the public APIs and their reference. */
export const developersRouter = router({});
