import type { StrategyRun } from "../../core/engine/core.ts";
import type { FeatureBank } from "../../core/features/feature-bank.ts";
import { assert, required } from "../../core/assert.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import { strategyLookup } from "../strategies/own-strategy.ts";
import { startBarsAfter } from "./change-run.ts";
import type { DefinitionOf } from "./run-once.ts";
import { runOnce } from "./run-once.ts";

/** How the probe looks. */
export interface RecursiveOptions {
  readonly definitionOf: DefinitionOf | null;
  /** Where the data begin instead, as shares of the bars. */
  readonly starts: readonly number[];
  /** Change of a feature that counts, relative to the larger of 1 and its value. */
  readonly tolerance: number;
}

/** A value that depends on where the data begin. */
export interface UnstableFeature {
  /** `ema period=200`, with the number of the output where a feature has several. */
  readonly feature: string;
  readonly instrument: string;
  /** ISO 8601 UTC: the last bar at which it still changes. */
  readonly bar: string;
  /** Largest relative change after the warm-up. */
  readonly change: number;
}

/** What starting the data later showed. */
export interface RecursiveReport {
  readonly isStable: boolean;
  /** Bars of history that the strategy asks for. */
  readonly warmUpBars: number;
  /** Later beginnings that left bars to compare. */
  readonly starts: number;
  /** Bars compared in all. */
  readonly compared: number;
  readonly features: readonly UnstableFeature[];
  /** Bars at which two runs that were in step parted. */
  readonly decisionsChanged: number;
  /** ISO 8601 UTC of the first of them. */
  readonly firstDecision: string | null;
}

/** A tenth, a quarter and a half of the file left out; a millionth part of a price moves no decision. */
export const RECURSIVE_DEFAULTS: Omit<RecursiveOptions, "definitionOf"> = {
  starts: [0.1, 0.25, 0.5],
  tolerance: 1e-5,
};

/**
 * Lets the data begin later and asks whether, after the warm-up that the strategy itself declares,
 * its features and wishes are what they were with all the history. Beginnings are moved to that of
 * a session.
 */
export function recursiveProbe(resolved: ResolvedRun, options: RecursiveOptions): RecursiveReport {
  const { strategy } = resolved;
  const warmUpBars = strategyLookup(resolved.ownStrategies ?? [])(strategy.kind)?.warmupBars(strategy.parameters) ?? 0;
  const counts = resolved.bars.map((columns) => columns.count);
  const full = sightsOf(resolved, options.definitionOf, counts);
  const worst = new Map<string, UnstableFeature>();
  let compared = 0;
  let starts = 0;
  let decisionsChanged = 0;
  let firstDecision: number | null = null;
  for (const share of options.starts) {
    const before = closeBeforeSession(resolved, share);
    if (before === null) continue;
    const late = sightsOf(startBarsAfter(resolved, before), options.definitionOf, counts);
    let isSeen = false;
    for (const [key, sight] of late) {
      const known = required(full.get(key), "less history has no other strategies");
      // Both see the same last bar, so their places differ by what was left out.
      const shift = known.ts.length - sight.ts.length;
      const rows = Math.max(0, sight.ts.length - warmUpBars);
      isSeen ||= rows > 0;
      compared += rows;
      for (let row = warmUpBars; row < sight.ts.length; row += 1)
        noteFeatures({ known, knownRow: row + shift, sight, row }, options.tolerance, worst);
      const changed = changedDecisions(known, sight, shift, warmUpBars);
      decisionsChanged += changed.count;
      if (changed.first !== null && (firstDecision === null || changed.first < firstDecision))
        firstDecision = changed.first;
    }
    if (isSeen) starts += 1;
  }
  return {
    isStable: worst.size === 0 && decisionsChanged === 0,
    warmUpBars,
    starts,
    compared,
    features: [...worst.values()],
    decisionsChanged,
    firstDecision: firstDecision === null ? null : isoTime(firstDecision),
  };
}

/** What a strategy saw and wished on one instrument, bar by bar. */
interface Sight {
  readonly instrument: string;
  readonly ts: number[];
  /** -1, 0 or 1: the position it held. */
  readonly side: number[];
  /** Empty where it wished for nothing. */
  readonly wish: string[];
  /** Features at the bars they are kept of, by the bar's close. */
  readonly values: Map<number, Float64Array>;
  readonly bank: FeatureBank;
}

/** Bars per instrument whose features are kept; of a longer file evenly spaced ones. */
const KEPT_MAX = 20_000;

/** Sights by strategy and instrument; `counts` are the bars of the whole file, so that all runs keep the same ones. */
function sightsOf(
  resolved: ResolvedRun,
  definitionOf: DefinitionOf | null,
  counts: readonly number[],
): Map<string, Sight> {
  const sights = new Map<string, Sight>();
  const byRun = new Map<StrategyRun, Sight>();
  const strides = counts.map((count) => Math.ceil(count / KEPT_MAX));
  runOnce(resolved, {
    definitionOf,
    delayBars: 0,
    watch: (run, { bar, bank, positionLots }, wishes) => {
      let sight = byRun.get(run);
      if (sight === undefined) {
        const instrument = resolved.instruments[bar.instrument]?.symbol ?? "";
        sight = { instrument, ts: [], side: [], wish: [], values: new Map(), bank };
        byRun.set(run, sight);
        sights.set(`${run.strategy}:${bar.instrument}`, sight);
      }
      const ts = bar.tsEvent;
      const stride = strides[bar.instrument] ?? 1;
      if (stride === 1 || Math.floor(ts / (1e6 * bar.timeframeSeconds)) % stride === 0)
        sight.values.set(ts, bank.values.slice());
      sight.ts.push(ts);
      sight.side.push(Math.sign(positionLots));
      sight.wish.push(wishes.length === 0 ? "" : JSON.stringify(wishes));
    },
  });
  return sights;
}

/** Wishes of both runs that never meet say as much as ones that part. */
const NEVER_IN_STEP = 3;

/**
 * Bars at which two runs that were in step part. In step are runs that wish for the same at the same
 * bar or hold the same position: a strategy that tells a state only when it changes needs one such
 * bar to forget that it began late.
 */
function changedDecisions(
  known: Sight,
  sight: Sight,
  shift: number,
  from: number,
): { count: number; first: number | null } {
  let isInStep = false;
  let wasInStep = false;
  let count = 0;
  let first: number | null = null;
  let knownWishes = 0;
  let firstWish: number | null = null;
  let wishes = 0;
  for (let row = from; row < sight.ts.length; row += 1) {
    const [side, wish, ts] = [sight.side[row] as number, sight.wish[row] as string, sight.ts[row] as number];
    const isSame = known.side[row + shift] === side && known.wish[row + shift] === wish;
    if (known.wish[row + shift] !== "") knownWishes += 1;
    if (wish !== "") {
      wishes += 1;
      firstWish ??= ts;
    }
    if (isInStep && !isSame) {
      count += 1;
      first ??= ts;
      isInStep = false;
    } else if (isSame && (wish !== "" || side !== 0)) {
      isInStep = true;
      wasInStep = true;
    }
  }
  if (!wasInStep && knownWishes >= NEVER_IN_STEP && wishes >= NEVER_IN_STEP) return { count: wishes, first: firstWish };
  return { count, first };
}

interface SamePlace {
  readonly known: Sight;
  readonly knownRow: number;
  readonly sight: Sight;
  readonly row: number;
}

function noteFeatures(
  { known, knownRow, sight, row }: SamePlace,
  tolerance: number,
  worst: Map<string, UnstableFeature>,
): void {
  const ts = sight.ts[row] as number;
  assert(known.ts[knownRow] === ts, "two runs over one file end with the same bars");
  const before = known.values.get(ts);
  const after = sight.values.get(ts);
  if (before === undefined || after === undefined) return;
  for (let slot = 0; slot < before.length; slot += 1) {
    const was = before[slot] as number;
    const is = after[slot] as number;
    // With less history a feature may not be defined yet, and then nobody acts on it.
    if (Number.isNaN(is)) continue;
    const change = Math.abs(was - is) / Math.max(1, Math.abs(was));
    if (change <= tolerance) continue;
    const feature = featureName(known.bank, slot);
    const key = `${feature} ${known.instrument}`;
    const largest = Number.isNaN(change) ? Number.MAX_VALUE : change;
    const former = worst.get(key);
    const bar = isoTime(ts);
    worst.set(key, {
      feature,
      instrument: known.instrument,
      bar: former === undefined || former.bar < bar ? bar : former.bar,
      change: Math.max(former?.change ?? 0, largest),
    });
  }
}

function featureName({ specs, specSlots }: FeatureBank, slot: number): string {
  let at = 0;
  for (let i = 1; i < specSlots.length; i += 1) {
    if ((specSlots[i] as number) <= slot && (specSlots[i] as number) > (specSlots[at] as number)) at = i;
  }
  const spec = specs[at];
  const output = slot - (specSlots[at] ?? 0);
  const parameters = Object.entries(spec?.parameters ?? {}).map(([name, value]) => ` ${name}=${value}`);
  return `${spec?.kind ?? "feature"}${parameters.join("")}${output > 0 ? ` output ${output}` : ""}`;
}

/** Close of the last bar before the session in which `share` of the first instrument's bars is reached; null when that is the first. */
function closeBeforeSession({ bars, table }: ResolvedRun, share: number): number | null {
  const columns = bars[0];
  if (columns === undefined || columns.count < 2) return null;
  const wanted = columns.tsOpen[Math.floor(columns.count * share)] as number;
  const session = table.opens.findLastIndex((open) => open <= wanted);
  const opens = session < 0 ? wanted : (table.opens[session] as number);
  let last: number | null = null;
  for (let i = 0; i < columns.count && (columns.tsOpen[i] as number) < opens; i += 1)
    last = columns.tsClose[i] as number;
  return last;
}
