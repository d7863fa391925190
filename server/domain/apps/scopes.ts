/** What an app may be allowed to see, in the words of the Automatic documents. */
export const appScopes = [
  "scope:public",
  "scope:user:profile",
  "scope:user:follow",
  "scope:location",
  "scope:current_location",
  "scope:vehicle:profile",
  "scope:vehicle:events",
  "scope:vehicle:vin",
  "scope:trip",
  "scope:behavior",
  "scope:adapter:basic",
] as const;
export type AppScope = (typeof appScopes)[number];

/** Comes with every token, asked for or not: clients need ids and addresses. */
export const impliedScope: AppScope = "scope:public";

export const isAppScope = (text: string): text is AppScope => (appScopes as readonly string[]).includes(text);

/**
 * Scopes separated by spaces, each once, in the order of {@link appScopes}, with `scope:public`. `unknown` lists words that are none.
 */
export function readScopes(text: string): { scopes: AppScope[]; unknown: string[] } {
  const words = text.split(/\s+/).filter(Boolean);
  const asked = new Set<string>([impliedScope, ...words]);
  return { scopes: appScopes.filter((scope) => asked.has(scope)), unknown: [...new Set(words)].filter((word) => !isAppScope(word)) };
}
