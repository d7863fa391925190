/** Where the family is reached, without a slash at its end: all addresses in answers and events begin with it. */
export function toAutomaticBase(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/api/automatic`;
}
