import { router } from "./init.ts";

/** The alerts inbox, the rules behind it, and who is told how. */
export const alertsRouter = router({});
