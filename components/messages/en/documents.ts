/** Papers of cars and drivers. */
export const documents = {
  title: "Documents",
} as const;
