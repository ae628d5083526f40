/** Below this the tail is computed by a continued fraction. */
const TAIL = 7.07106781186547;
/** Beyond this a double holds nothing. */
const NOTHING = 37;
const SQRT_TWO_PI = 2.5066282746310002;

const UP = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const DOWN = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

/**
 * Share of a standard normal below `x`: within 2e-15 of the exact value, in the tails also within 1e-8 of itself.
 * Source: Hart et al., "Computer Approximations" (1968), algorithm 5666, in the form of West,
 * "Better approximations to cumulative normal functions" (2005).
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return Number.NaN;
  let tail = 0;
  if (size <= NOTHING) {
    const density = Math.exp((-size * size) / 2);
    if (size < TAIL) tail = (density * polynomial(UP, size)) / polynomial(DOWN, size);
    else {
      let fraction = size + 0.65;
      for (let i = 4; i >= 1; i -= 1) fraction = size + i / fraction;
      tail = density / fraction / SQRT_TWO_PI;
    }
  }
  return x > 0 ? 1 - tail : tail;
}

const CENTRE_UP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_DOWN = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const NEAR_UP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const NEAR_DOWN = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const FAR_UP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const FAR_DOWN = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

/**
 * The x below which a standard normal lies with probability `p`; relative error about 1e-15, minus
 * and plus infinity at 0 and 1, NaN outside. Source: Wichura, algorithm AS 241 (1988), PPND16.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_UP, r)) / polynomial(CENTRE_DOWN, r);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const size =
    r <= 5
      ? polynomial(NEAR_UP, r - 1.6) / polynomial(NEAR_DOWN, r - 1.6)
      : polynomial(FAR_UP, r - 5) / polynomial(FAR_DOWN, r - 5);
  return q < 0 ? -size : size;
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
