/** A name as these APIs want it, cut before its last word: "Ana de la Cruz" is Ana de la, Cruz. One word is a first name. */
export function splitName(name: string): { first_name: string; last_name: string } {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.pop() : "";
  return { first_name: words.join(" "), last_name: last ?? "" };
}
