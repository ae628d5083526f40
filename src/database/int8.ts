/** Type number of BIGINT in PostgreSQL. */
export const INT8_TYPE = 20;

/** Reads a BIGINT alike on both databases: a number where it is exact, else its digits as text. */
export function parseInt8(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}
