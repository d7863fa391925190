/** Badges, as a driver reads of them. */
export const badges = {
  title: "Badges",
} as const;
