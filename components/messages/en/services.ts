/** Service plans and the due list. */
export const services = {
  title: "Services",
} as const;
