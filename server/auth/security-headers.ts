/** The headers that tell a browser what our pages may do, and what others may do with them. */

/** What every answer carries, of pages, files, APIs and errors. `https`: people reach the server over https. */
export function answerHeaders(https: boolean): Record<string, string> {
  return { "x-content-type-options": "nosniff", ...(https && { "strict-transport-security": "max-age=63072000; includeSubDomains" }) };
}

export interface PageSecurity {
  /** Fresh for each answer: only scripts and styles that carry it run. */
  nonce: string;
  /** True when people reach the server over https. */
  https: boolean;
  /** The raster tiles' address template; empty: none. */
  tileUrl: string;
  /** True for the page that asks whether an app may see something: its form leads on to the app, which may be of any scheme. */
  leadsOn?: boolean;
  /** Development: React evaluates source maps and Next reloads over a websocket. */
  development: boolean;
}

/** `https://{s}.tile.example.org/{z}/…` → `https://*.tile.example.org`; nothing for an address that is none. */
export function toTileSource(tileUrl: string): string | undefined {
  const match = /^(https?):\/\/([^/?#]+)/.exec(tileUrl);
  const host = match?.[2]?.replace(/^\{[^}]+\}/, "*");
  return match && host && /^(\*\.)?[\w.-]+(:\d+)?$/.test(host) ? `${match[1]}://${host}` : undefined;
}

/** The Content-Security-Policy of a page. */
export function contentSecurityPolicy({ nonce, https, tileUrl, leadsOn = false, development }: PageSecurity): string {
  const tiles = toTileSource(tileUrl);
  const withTiles = (...sources: string[]): string => [...sources, ...(tiles ? [tiles] : [])].join(" ");
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // React writes style properties of server-rendered elements as attributes; those cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    `img-src ${withTiles("'self'", "data:", "blob:")}`,
    `connect-src ${withTiles("'self'", ...(development ? ["ws:"] : []))}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    // Browsers hold it against redirects of a sent form too.
    ...(leadsOn ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

/** Every security header of a page. */
export function securityHeaders(page: PageSecurity): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(page),
    ...answerHeaders(page.https),
    "x-frame-options": "DENY",
    // The address of a request holds what only the app should know.
    "referrer-policy": page.leadsOn ? "no-referrer" : "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "accelerometer=(), camera=(), geolocation=(self), gyroscope=(), microphone=(), payment=(), usb=()",
  };
}
