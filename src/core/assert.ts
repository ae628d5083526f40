/**
 * Assertions are always on: they state a rule that held when the line was written.
 * They guard what only a bug of ours can break; what a user, sender or venue can send is
 * refused with a reason instead.
 */

/** Raised when an invariant of the core is broken; the process must halt. */
export class InvariantBroken extends Error {
  override readonly name = "InvariantBroken";
}

/** Throws {@link InvariantBroken} unless `condition` holds; `rule` states what had to be true. */
export function assert(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new InvariantBroken(rule);
}

/** Marks the default branch of a switch over a closed union. */
export function unreachable(value: never): never {
  throw new InvariantBroken(`unreachable value: ${JSON.stringify(value)}`);
}

/** Returns `value`, or halts when an entry that must exist does not. */
export function required<T>(value: T | null | undefined, rule: string): T {
  if (value === null || value === undefined) throw new InvariantBroken(rule);
  return value;
}
