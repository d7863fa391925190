import { notFound } from "next/navigation";

/** The id in a path; anything that cannot be one is a page that does not exist. */
export function readPathId(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : notFound();
}
