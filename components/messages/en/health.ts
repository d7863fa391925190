/** The health screen of a car. */
export const health = {
  title: "Health",
} as const;
