import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/root.ts";

/** What the screens' API answers, by router and procedure: `RouterOutputs["trips"]["get"]`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
