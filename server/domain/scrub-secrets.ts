/** What a log must not have, and what stands in its place. */
const secrets: [RegExp, string][] = [
  // Our own secrets, by their prefix (server/auth/tokens.ts), wherever they stand: in a path, a message, an escaped address.
  [/(mp[a-z]_)[\w.-]{8,}/g, "$1…"],
  [/(whsec_)[\w+/=-]{8,}/g, "$1…"],
  // The tokens of people who signed in over an API have none: 40 hexadecimal digits. Longer ones are what is stored of secrets.
  [/\b[0-9a-f]{40,}\b/g, "…"],
  // Session tokens.
  [/\beyJ[\w-]{8,}(\.[\w-]*)*/g, "…"],
  [/\b(basic|bearer) +[\w+/=.~-]{4,}/gi, "$1 …"],
  // A user's password in an address, and the query of any address: a code, a state, a position.
  [/(\/\/[^/\s:@"']*:)[^@\s"'/]+@/g, "$1…@"],
  [/\?(?=[\w.%~[\]-]+=)[^\s"'`<>\\)]*/g, "?…"],
];

/** A text without the secrets that are known by how they look, for the log. */
export function scrubSecrets(text: string): string {
  return secrets.reduce((scrubbed, [pattern, instead]) => scrubbed.replace(pattern, instead), text);
}
