/** Where to go after signing in. */

/**
 * A path on this site from a `next=` parameter, with its query and fragment; `fallback` for anything that could lead elsewhere:
 * other sites, other schemes, `//host` and `/\host` (which browsers read alike), and control characters (which they skip).
 */
export function toNextPath(next: string | null | undefined, fallback = "/"): string {
  if (!next || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return fallback;
  const base = "http://site.invalid";
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : fallback;
}
