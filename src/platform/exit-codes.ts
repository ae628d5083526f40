/** Exit codes of every command; scripts rely on them, a number never changes its meaning. */
export const EXIT = {
  done: 0,
  /** A bug: prints a correlation id and the log path. */
  unexpected: 1,
  /** Wrong usage or invalid config, strategy file, instrument or parameter. */
  usage: 2,
  /** Finished, but what was checked is not so. */
  notSo: 3,
  /** Permission, kill latch, approval or risk said no. */
  refused: 4,
  /** Data missing, empty or corrupt, the journal at start included. */
  badData: 5,
  /** Something needed is unavailable: server, disk space, a writable folder. */
  unavailable: 6,
  /** Port in use, second process, locked, changed meanwhile. */
  conflict: 7,
  /** Partly done; the list is on standard output. */
  partly: 8,
  /** Timed out, the outcome is unknown. */
  timedOut: 9,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
