/** The geofence editor. */
export const geofences = {
  title: "Geofences",
} as const;
