/** Settings of the whole account. */
export const fleet = {
  title: "Fleet",
} as const;
