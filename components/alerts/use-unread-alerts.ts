"use client";

/** How many alerts came since the person last looked at the inbox. */
export function useUnreadAlerts(): number {
  return 0;
}
