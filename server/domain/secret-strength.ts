/** Rows that hands run along. */
const rows = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "wxcvbn"];
const onRows = new Set([...rows, ...rows.map((row) => [...row].reverse().join(""))].flatMap(listTriples));

function listTriples(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, index) => text.slice(index, index + 3));
}

/** Three characters of which each is the one before, the next one, or the one before that in the order of code points. */
function isRun(triple: string): boolean {
  const step = triple.charCodeAt(1) - triple.charCodeAt(0);
  return Math.abs(step) <= 1 && triple.charCodeAt(2) - triple.charCodeAt(1) === step;
}

/**
 * How many characters of a secret are not told by those before them: not the end of three that were there before, that repeat or count
 * on (`aaa`, `123`, `cba`), or that lie side by side on a keyboard. Of a random text it is nearly its length.
 */
export function countUnpredictable(secret: string): number {
  const text = secret.toLowerCase();
  const seen = new Set<string>();
  let count = Math.min(2, text.length);
  for (const triple of listTriples(text)) {
    if (!seen.has(triple) && !isRun(triple) && !onRows.has(triple)) count++;
    seen.add(triple);
  }
  return count;
}
