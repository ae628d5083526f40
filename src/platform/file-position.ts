/** A place in a text file that a person can go to. */
export interface FilePosition {
  readonly file: string;
  /** From 1; 0 when the whole file is meant. */
  readonly line: number;
  /** From 1; 0 when the whole line is meant. */
  readonly column: number;
}

/** `file:line:column`, the form that terminals and editors link. */
export function formatPosition(position: FilePosition): string {
  if (position.line === 0) return position.file;
  return position.column === 0
    ? `${position.file}:${position.line}`
    : `${position.file}:${position.line}:${position.column}`;
}
