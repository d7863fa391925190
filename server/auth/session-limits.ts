/** How long a sign-in lasts. Renewed while it is used, up to a day on which one signs in again whatever happens. */

/** Unused for this long, a session ends. */
export const idleLimitS = 7 * 24 * 3600;
/** However much it is used, a session ends this long after the sign-in. */
export const absoluteLimitS = 30 * 24 * 3600;
/** A session's cookie is renewed at most this often. */
export const renewalIntervalS = 3600;
