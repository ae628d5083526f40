/** One fault of one line that the hostile simulator must find. */
export interface PlantedBug {
  /** Short, for the table and the command line. */
  readonly id: string;
  readonly title: string;
  /** Path under src/core. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Invariants that may report it; `CORE`: an assertion of the core itself. */
  readonly expects: readonly string[];
}
