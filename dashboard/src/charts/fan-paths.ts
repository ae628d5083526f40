import { plotShares } from "../format/plot-number.ts";

/** Values of many paths at one step, in rising order. */
export interface FanStep {
  readonly step: number;
  readonly p5: string;
  readonly p25: string;
  readonly p50: string;
  readonly p75: string;
  readonly p95: string;
}
/** A fan in a square of 100 by 100, its origin at the top left. */
export interface FanPaths {
  /** Corners of the outer and the inner band, as `points` of a polygon. */
  readonly outer: string;
  readonly inner: string;
  /** As `points` of a polyline. */
  readonly middle: string;
  /** Height of the level that the values are compared with. */
  readonly levelY: number;
  /** Place of each step from the left. */
  readonly xs: readonly number[];
}

const KEYS = ["p5", "p25", "p50", "p75", "p95"] as const;

/** Places a fan and the level between its least and its greatest value. */
export function fanPaths(fan: readonly FanStep[], level: string): FanPaths {
  const last = Math.max(1, fan.at(-1)?.step ?? 1);
  const xs = fan.map(({ step }) => (step / last) * 100);
  const [levelShare = 0.5, ...shares] = plotShares([level, ...fan.flatMap((point) => KEYS.map((key) => point[key]))]);
  const line = (key: (typeof KEYS)[number]): string[] =>
    xs.map((x, at) => `${x},${yOf(shares[at * KEYS.length + KEYS.indexOf(key)] ?? 0.5)}`);
  const band = (low: "p5" | "p25", high: "p95" | "p75"): string => [...line(high), ...line(low).toReversed()].join(" ");
  return {
    outer: band("p5", "p95"),
    inner: band("p25", "p75"),
    middle: line("p50").join(" "),
    levelY: yOf(levelShare),
    xs,
  };
}

function yOf(share: number): number {
  return 100 - share * 100;
}
