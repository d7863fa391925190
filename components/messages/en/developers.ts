/** Keys and the API reference. */
export const developers = {
  title: "Developers",
} as const;
