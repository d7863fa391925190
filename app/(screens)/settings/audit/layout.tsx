import type { ReactNode } from "react";
import { requireOwner } from "../../../require-session.ts";

/** Above the skeleton, so that the page answers 404 to others. */
export default async function AuditLayout({ children }: { children: ReactNode }) {
  await requireOwner();
  return children;
}
