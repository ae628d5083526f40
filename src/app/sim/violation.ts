/** A promise of design/faults.md was broken; ends the run. */
export class Violation extends Error {
  override readonly name = "Violation";
  /** Id of the invariant, such as `L3`; `CORE` when an assertion of the core itself fired, `GROWTH` when a journal grows without end. */
  readonly id: string;

  constructor(id: string, text: string) {
    super(`${id}: ${text}`);
    this.id = id;
  }
}

/** Throws a {@link Violation} unless `condition` holds; the text is made only then. */
export function hold(condition: boolean, id: string, text: () => string): asserts condition {
  if (!condition) throw new Violation(id, text());
}
