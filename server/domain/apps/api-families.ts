/** The public APIs that programs ask with an API key, by the name in their path. */
export const keyFamilies = ["carnot"] as const;
export type KeyFamily = (typeof keyFamilies)[number];

/** How long a key is good unless said otherwise, days: long enough not to be a chore, and no forgotten key lasts for ever. */
export const defaultKeyDays = 365;
/** Five years. */
export const maxKeyDays = 1826;
