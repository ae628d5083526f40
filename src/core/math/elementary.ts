/**
 * The only file of the core that may call Math.exp, Math.log, Math.pow and Math.sqrt.
 *
 * Determinism: IEEE 754 fixes sqrt to the last bit everywhere. ECMAScript leaves exp, log and pow
 * to the engine; V8 computes them in software (its port of fdlibm), not by the machine's libm, so
 * one V8 gives one result on every processor. The project ships its Node and a build replays only
 * its own records, therefore replay stays bit for bit. Should that ever change, these functions
 * are replaced here and nowhere else; `elementary.test.ts` pins bits of known results.
 */

/** e to the power of `x`. */
export function exp(x: number): number {
  return Math.exp(x);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  return Math.log(x);
}

/** `base` to the power of `exponent`; NaN for a negative base with a fractional exponent. */
export function power(base: number, exponent: number): number {
  return Math.pow(base, exponent);
}

/** Square root, correctly rounded; NaN below 0. */
export function sqrt(x: number): number {
  return Math.sqrt(x);
}
