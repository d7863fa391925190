/**
 * How much a fault presses, least first. `info`: nothing to do; `low`: at the next chance; `medium`: within days, driving gently;
 * `critical`: danger or costly damage if driven on.
 */
export const dtcSeverities = ["info", "low", "medium", "critical"] as const;
export type DtcSeverity = (typeof dtcSeverities)[number];
