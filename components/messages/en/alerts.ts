/** The alerts inbox and its rules. */
export const alerts = {
  title: "Alerts",
} as const;
