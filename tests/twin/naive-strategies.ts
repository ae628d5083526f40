/** The three built-in strategies from their definitions, over whole columns; no code of the product. */
import type { NaiveBar } from "./naive-bars.ts";
import { CLOSE_MINUTE, OPEN_MINUTE } from "./naive-bars.ts";

/** What is wished at the close of a bar; `flat` closes whatever is held. */
export type Wish = "long" | "short" | "flat" | "none";

/** A position as the decision sees it: side and fill price in millionths. */
export interface Held {
  readonly side: 1n | -1n;
  readonly price: bigint;
}

/** Decides at the close of bar k with the position held then. */
export type Decide = (k: number, held: Held | null) => Wish;

/** Long at a crossing upwards, flat (or short) at one downwards. */
export function emaCross(bars: readonly NaiveBar[], fast: number, slow: number, allowShort: boolean): Decide {
  const closes = bars.map((bar) => Number(bar.close) / 1e6);
  const f = ema(closes, fast);
  const s = ema(closes, slow);
  return (k) => {
    if (k < slow) return "none";
    const [f0, f1, s0, s1] = [f[k - 1], f[k], s[k - 1], s[k]] as [number, number, number, number];
    if (f1 > s1 && f0 <= s0) return "long";
    if (f1 < s1 && f0 >= s0) return allowShort ? "short" : "flat";
    return "none";
  };
}

function ema(x: readonly number[], n: number): number[] {
  const out: number[] = [];
  let sum = 0;
  for (let k = 0; k < x.length; k += 1) {
    const value = x[k] as number;
    if (k < n) {
      sum += value;
      out.push(k === n - 1 ? sum / n : Number.NaN);
    } else {
      const before = out[k - 1] as number;
      out.push(before + (2 / (n + 1)) * (value - before));
    }
  }
  return out;
}

/** Long when the index comes up from `oversold`, flat (or short) when it comes down from `overbought`. */
export function rsiReversion(
  bars: readonly NaiveBar[],
  period: number,
  oversold: number,
  overbought: number,
  allowShort: boolean,
): Decide {
  const values = rsi(
    bars.map((bar) => Number(bar.close) / 1e6),
    period,
  );
  return (k) => {
    const before = values[k - 1] ?? Number.NaN;
    const now = values[k] as number;
    if (before <= oversold && now > oversold) return "long";
    if (before >= overbought && now < overbought) return allowShort ? "short" : "flat";
    return "none";
  };
}

function rsi(x: readonly number[], n: number): number[] {
  const out: number[] = x.length > 0 ? [Number.NaN] : [];
  let gain = 0;
  let loss = 0;
  for (let k = 1; k < x.length; k += 1) {
    const change = (x[k] as number) - (x[k - 1] as number);
    const up = Math.max(change, 0);
    const down = Math.max(-change, 0);
    if (k <= n) {
      gain += up;
      loss += down;
      if (k === n) {
        gain /= n;
        loss /= n;
      }
    } else {
      gain += (1 / n) * (up - gain);
      loss += (1 / n) * (down - loss);
    }
    if (k < n) out.push(Number.NaN);
    else if (gain === 0 && loss === 0) out.push(50);
    else out.push(loss === 0 ? 100 : 100 - 100 / (1 + gain / loss));
  }
  return out;
}

/** One breakout a session from the range of its first minutes; out at stop, target or before the last bar. */
export function openingRange(
  bars: readonly NaiveBar[],
  rules: { minutes: number; stop: bigint; target: bigint; allowShort: boolean },
): Decide {
  const ranges = new Map<string, { high: bigint; low: bigint }>();
  for (const bar of bars) {
    if (bar.minute + 1 > OPEN_MINUTE + rules.minutes) continue;
    const range = ranges.get(bar.day) ?? { high: bar.high, low: bar.low };
    ranges.set(bar.day, {
      high: bar.high > range.high ? bar.high : range.high,
      low: bar.low < range.low ? bar.low : range.low,
    });
  }
  let entered = "";
  return (k, held) => {
    const bar = bars[k] as NaiveBar;
    const range = ranges.get(bar.day);
    // The next bar is the session's last (or there is none): its open is the last chance to be flat.
    const isEnding = bar.minute + 2 >= CLOSE_MINUTE;
    if (held !== null) {
      if (isEnding || range === undefined || entered !== bar.day) return "flat";
      const gain = (bar.close - held.price) * held.side;
      const height = range.high - range.low;
      return gain <= -rules.stop * height || gain >= rules.target * height ? "flat" : "none";
    }
    if (isEnding || range === undefined || entered === bar.day) return "none";
    if (bar.minute + 1 <= OPEN_MINUTE + rules.minutes) return "none";
    const wish: Wish = bar.close > range.high ? "long" : rules.allowShort && bar.close < range.low ? "short" : "none";
    if (wish !== "none") entered = bar.day;
    return wish;
  };
}
