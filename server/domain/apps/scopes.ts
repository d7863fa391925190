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

/** Names of before, which published clients still ask for, and a misspelling of the first document, with what they mean now. */
const retired: Record<string, AppScope> = {
  "scope:vehicle": "scope:vehicle:profile",
  "scope:vehile:events": "scope:vehicle:events",
  "scope:trip:summary": "scope:trip",
  "scope:trip:events": "scope:behavior",
  "scope:ignition:on": "scope:vehicle:events",
  "scope:ignition:off": "scope:vehicle:events",
  "scope:notification:speeding": "scope:vehicle:events",
  "scope:notification:hard_brake": "scope:vehicle:events",
  "scope:notification:hard_accel": "scope:vehicle:events",
  "scope:region:changed": "scope:vehicle:events",
  "scope:parking:changed": "scope:vehicle:events",
  "scope:mil:on": "scope:vehicle:events",
  "scope:mil:off": "scope:vehicle:events",
};

/**
 * Scopes separated by spaces, each once, in the order of {@link appScopes}, with `scope:public`; retired names count as what they
 * mean now. `unknown` lists words that are none.
 */
export function readScopes(text: string): { scopes: AppScope[]; unknown: string[] } {
  const words = text.split(/\s+/).filter(Boolean);
  const meant = words.map((word) => (Object.hasOwn(retired, word) ? retired[word] : word) ?? word);
  const asked = new Set<string>([impliedScope, ...meant]);
  return { scopes: appScopes.filter((scope) => asked.has(scope)), unknown: [...new Set(meant)].filter((word) => !isAppScope(word)) };
}
