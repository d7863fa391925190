import type { ReactNode } from "react";
import { requireManager } from "../../../require-session.ts";

/** Above the skeleton, so that the page answers 404 to others. */
export default async function FleetLayout({ children }: { children: ReactNode }) {
  await requireManager();
  return children;
}
