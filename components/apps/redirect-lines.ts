/** Redirect URIs as a text field has them, one per line. */
export const toLines = (uris: readonly string[]): string => uris.join("\n");

export const readLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
