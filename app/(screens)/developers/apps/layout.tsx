import type { ReactNode } from "react";
import { requireManager } from "../../../require-session.ts";

/** Above the skeletons, so that the pages answer 404 to others. */
export default async function AppsLayout({ children }: { children: ReactNode }) {
  await requireManager();
  return children;
}
