import { notFound } from "next/navigation";
import { parseId } from "#server/domain/ids.ts";

/** The id in a path; anything that cannot be one is a page that does not exist. */
export function readPathId(text: string): number {
  return parseId(text) ?? notFound();
}
