/** Code as words: `DONE_FOR_DAY` -> `Done for day`. */
export function wordsOf(code: string): string {
  const words = code.replaceAll("_", " ").replaceAll("-", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Last 8 characters of a long id; short ids stay whole. */
export function shortId(id: string): string {
  return id.length <= 10 ? id : `…${id.slice(-8)}`;
}

/** `1 order`, `2 orders`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
