/** Something a reader must know before the figures; `code` is stable, `text` is for people. */
export interface RunWarning {
  readonly code: string;
  readonly text: string;
}

/** Words of the reader of bars that tell its warnings apart, and our code for each. */
const DATA_CODES: readonly (readonly [RegExp, string])[] = [
  [/unfinished, dropped$/, "UNFINISHED_BAR_DROPPED"],
  [/bad rows skipped/, "BAD_ROWS_SKIPPED"],
  [/read in reverse$/, "ROWS_REVERSED"],
  [/no volume column/, "NO_VOLUME"],
  [/outside regular hours left out$/, "OUTSIDE_SESSION_DROPPED"],
  [/--bar-time close$/, "BAR_TIME_DOUBTFUL"],
];

/** A warning of the reader of bars under its code; `DATA_NOTE` for one this table does not know. */
export function dataWarning(text: string): RunWarning {
  const known = DATA_CODES.find(([pattern]) => pattern.test(text));
  return { code: known?.[1] ?? "DATA_NOTE", text };
}
