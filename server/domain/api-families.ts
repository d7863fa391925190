/** The public APIs that programs ask with an API key, by the name in their path. */
export const keyFamilies = ["carnot"] as const;
export type KeyFamily = (typeof keyFamilies)[number];
