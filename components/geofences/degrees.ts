/** What may be typed as degrees; beyond 85° of latitude the map ends. */
export const latitudes = { min: -85, max: 85, digits: 6 } as const;
export const longitudes = { min: -180, max: 180, digits: 6 } as const;
