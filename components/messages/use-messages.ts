"use client";

import { type Translate, t } from "./messages.ts";

/** The messages of the person's language (English until there is a second one). */
export function useMessages(): Translate {
  return t;
}
