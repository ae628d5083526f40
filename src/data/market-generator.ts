import { assert, required } from "../core/assert.ts";
import type { RandomState } from "../core/math/random.ts";
import { createRandom, nextNormal, nextUniform } from "../core/math/random.ts";
import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_MINUTE } from "../core/model/units.ts";
import { createColumns, setBar, sliceColumns } from "./bar-columns.ts";
import type { BarColumns, BarRow } from "./bar-columns.ts";
import { MARKET_VOLATILITY, marketProfile, textHash } from "./market-profiles.ts";
import type { MarketProfile } from "./market-profiles.ts";

/**
 * A seeded market of correlated instruments in one-minute bars. Two layers: a cheap daily walk
 * decides each session's opening level, closing level and volatility, so that any session can be
 * reached without its predecessors' minutes; within a session a bridge leads from one level to the
 * other, with a U-shaped volatility, occasional jumps and swings around the path that come back.
 */
export interface MarketState {
  readonly seed: number;
  readonly profiles: readonly MarketProfile[];
  /** Row of the session table under way and minute within it that comes next. */
  session: number;
  minute: number;
  /** Market volatility of the session as a multiple of its mean; it clusters from day to day. */
  volatility: number;
  /** Per instrument, all multiples of its start price: level at the last close, today's open and close. */
  readonly lastLevel: number[];
  readonly openLevel: number[];
  readonly closeLevel: number[];
  /** Bridge's level now, swing around it (a fraction), last price in micros. */
  readonly pathLevel: number[];
  readonly swing: number[];
  readonly lastMicros: number[];
  /** Variance weight of the minutes that are left today. */
  weightLeft: number;
  /** Numbers of the minutes; seeded anew at each session. */
  random: RandomState;
}

/** The bars of one minute, one per instrument in the generator's order. */
export interface MarketSlice {
  readonly session: number;
  readonly bars: readonly BarRow[];
}

const SWING_RETURN = 0.03;
const SWING_SHARE = 0.55;
const JUMP_CHANCE = 1 / 900;

/** A market at the first minute of session 0 of a table; equal seeds and symbols give equal bars. */
export function createMarket(symbols: readonly string[], seed: number, table: SessionTable): MarketState {
  assert(symbols.length > 0, "a market has an instrument");
  assert(table.days.length > 0, "a market has a session");
  const profiles = symbols.map(marketProfile);
  const state: MarketState = {
    seed,
    profiles,
    session: 0,
    minute: 0,
    volatility: 1,
    lastLevel: profiles.map(() => 1),
    openLevel: profiles.map(() => 1),
    closeLevel: profiles.map(() => 1),
    pathLevel: profiles.map(() => 1),
    swing: profiles.map(() => 0),
    lastMicros: profiles.map((profile) => profile.startMicros),
    weightLeft: 0,
    random: createRandom(0),
  };
  beginSession(state, table);
  return state;
}

/** The next minute's bars, or null after the table's last session; the state moves on. */
export function nextSlice(state: MarketState, table: SessionTable): MarketSlice | null {
  if (state.session >= table.days.length) return null;
  const session = state.session;
  const minutes = minutesOf(table, session);
  const tsOpen = required(table.opens[session], "a session opens") + state.minute * MICROS_PER_MINUTE;
  const bars = nextBars(state, { tsOpen, minutes });
  state.minute += 1;
  if (state.minute === minutes) {
    for (let i = 0; i < state.profiles.length; i += 1) state.lastLevel[i] = state.closeLevel[i] as number;
    state.session += 1;
    state.minute = 0;
    if (state.session < table.days.length) beginSession(state, table);
  }
  return { session, bars };
}

/** Moves to the first minute of a later session without making the minutes between. */
export function skipToSession(state: MarketState, session: number, table: SessionTable): void {
  assert(session > state.session || (session === state.session && state.minute === 0), "a market only moves forward");
  assert(session < table.days.length, "the session is in the table");
  while (state.session < session) {
    for (let i = 0; i < state.profiles.length; i += 1) state.lastLevel[i] = state.closeLevel[i] as number;
    state.session += 1;
    state.minute = 0;
    beginSession(state, table);
  }
}

/** All minutes of sessions [from, to) of a table at once, one set of columns per instrument. */
export function generateBars(
  symbols: readonly string[],
  seed: number,
  table: SessionTable,
  range: { readonly from: number; readonly to: number } = { from: 0, to: table.days.length },
): BarColumns[] {
  const state = createMarket(symbols, seed, table);
  if (range.from > 0) skipToSession(state, range.from, table);
  let room = 0;
  for (let s = range.from; s < range.to; s += 1) room += minutesOf(table, s);
  const made = symbols.map((symbol) => createColumns(symbol, room, 60));
  let count = 0;
  while (state.session < range.to) {
    const slice = nextSlice(state, table);
    if (slice === null) break;
    for (const [i, columns] of made.entries())
      setBar(columns, count, required(slice.bars[i], "one bar per instrument"));
    count += 1;
  }
  return made.map((columns) => sliceColumns(columns, 0, count));
}

/** The daily walk: levels and volatility of the session, and the seed of its minutes. */
function beginSession(state: MarketState, table: SessionTable): void {
  const day = required(table.days[state.session], "the session is in the table");
  // Seeded by the day's name: the numbers of a day do not depend on how it was reached.
  const random = randomFor(state.seed, day);
  const shock = nextNormal(random);
  state.volatility = Math.min(3, Math.max(0.45, 0.12 + 0.8 * state.volatility + 0.08 * shock * shock));
  const market = MARKET_VOLATILITY * state.volatility;
  const marketNight = market * 0.45 * nextNormal(random);
  const marketDay = market * 0.85 * nextNormal(random);
  for (let i = 0; i < state.profiles.length; i += 1) {
    const profile = state.profiles[i] as MarketProfile;
    const last = state.lastLevel[i] as number;
    // An instrument's own numbers do not depend on which others are generated with it.
    const own = randomFor(state.seed, `${day} ${profile.symbol}`);
    const night = profile.beta * marketNight + profile.ownVolatility * 0.5 * nextNormal(own);
    const through = profile.beta * marketDay + profile.ownVolatility * 0.85 * nextNormal(own);
    // A weak pull to the start price keeps years of demo away from zero and from absurd heights.
    const open = last * (1 + clampReturn(night) + (0.004 * (1 - last)) / Math.max(1, last));
    state.openLevel[i] = open;
    state.closeLevel[i] = open * (1 + clampReturn(through));
    state.pathLevel[i] = open;
    state.swing[i] = 0;
    state.lastMicros[i] = onTick(open * profile.startMicros, profile);
  }
  state.weightLeft = 0;
  const minutes = minutesOf(table, state.session);
  for (let m = 0; m < minutes; m += 1) state.weightLeft += minuteWeight(m, minutes);
  state.random = randomFor(state.seed, `minutes of ${day}`);
}

function nextBars(state: MarketState, at: { readonly tsOpen: number; readonly minutes: number }): BarRow[] {
  const random = state.random;
  const weight = minuteWeight(state.minute, at.minutes);
  const left = state.weightLeft;
  const share = weight / left;
  // Minute deviation such that a session's minutes add up to the session's variance.
  const scale = Math.sqrt(weight / at.minutes);
  const marketPath = nextNormal(random);
  const marketSwing = nextNormal(random);
  const jump = nextUniform(random) < JUMP_CHANCE ? nextNormal(random) * 0.0035 : 0;
  const bars: BarRow[] = [];
  for (let i = 0; i < state.profiles.length; i += 1) {
    const profile = state.profiles[i] as MarketProfile;
    const level = state.pathLevel[i] as number;
    const target = state.closeLevel[i] as number;
    const market = MARKET_VOLATILITY * state.volatility * profile.beta;
    const own = profile.ownVolatility;
    const pathNoise = (market * marketPath + own * nextNormal(random)) * scale * Math.sqrt(Math.max(0, 1 - share));
    const next = level + (target - level) * share + level * 0.5 * pathNoise;
    const swing =
      (state.swing[i] as number) * (1 - SWING_RETURN) +
      (market * marketSwing + own * nextNormal(random)) * scale * SWING_SHARE +
      jump * profile.beta;
    state.pathLevel[i] = next;
    state.swing[i] = Math.max(-0.08, Math.min(0.08, swing));
    const deviation = (Math.abs(market) + own) * scale * 0.5;
    bars.push(barOf(state, i, { tsOpen: at.tsOpen, weight, deviation, random }));
  }
  state.weightLeft = Math.max(0, left - weight);
  return bars;
}

function barOf(
  state: MarketState,
  i: number,
  minute: {
    readonly tsOpen: number;
    readonly weight: number;
    readonly deviation: number;
    readonly random: RandomState;
  },
): BarRow {
  const profile = state.profiles[i] as MarketProfile;
  const { random, deviation } = minute;
  const openMicros = state.lastMicros[i] as number;
  const price = (state.pathLevel[i] as number) * (1 + (state.swing[i] as number)) * profile.startMicros;
  const closeMicros = onTick(price, profile);
  const above = Math.abs(nextNormal(random)) * deviation * closeMicros;
  const below = Math.abs(nextNormal(random)) * deviation * closeMicros;
  const highMicros = Math.max(openMicros, closeMicros, onTick(Math.max(openMicros, closeMicros) + above, profile));
  const lowMicros = Math.min(openMicros, closeMicros, onTick(Math.min(openMicros, closeMicros) - below, profile));
  const move = Math.abs(closeMicros - openMicros) / (deviation * closeMicros + profile.tickMicros);
  const busy = minute.weight * state.volatility * (0.4 + 0.6 * nextUniform(random) + 0.3 * Math.min(4, move));
  const volume = Math.max(100, Math.round(profile.minuteVolume * busy));
  state.lastMicros[i] = closeMicros;
  const tsClose = minute.tsOpen + MICROS_PER_MINUTE;
  return { tsOpen: minute.tsOpen, tsClose, openMicros, highMicros, lowMicros, closeMicros, volume };
}

/** A generator of its own for everything that is drawn under one name. */
function randomFor(seed: number, name: string): RandomState {
  const high = textHash(`${name} of ${seed}`) % 2_097_152;
  return createRandom(high * 4_294_967_296 + textHash(`${seed} ${name}`));
}

/** Relative variance of a minute: high at both ends of the session, mean about 1. */
function minuteWeight(minute: number, minutes: number): number {
  const x = (2 * (minute + 0.5)) / minutes - 1;
  return 0.45 + 1.65 * x * x + (x < 0 ? 0.4 * x * x * x * x : 0);
}

function minutesOf(table: SessionTable, session: number): number {
  const open = required(table.opens[session], "a session opens");
  return Math.round((required(table.closes[session], "a session closes") - open) / MICROS_PER_MINUTE);
}

function clampReturn(value: number): number {
  return Math.max(-0.15, Math.min(0.15, value));
}

/** The nearest price on the tick grid, at least one tick. */
function onTick(micros: number, profile: MarketProfile): number {
  return Math.max(1, Math.round(micros / profile.tickMicros)) * profile.tickMicros;
}
