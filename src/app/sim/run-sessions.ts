import type { BarClosed } from "../../core/model/input.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { haltAtVenue } from "../../core/simulation/venue-state.ts";
import { venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import { nextUniform } from "../../core/math/random.ts";
import { emitReports } from "./emit-reports.ts";
import { pushEvent } from "./event-heap.ts";
import { applyInput } from "./host.ts";
import { MINI_MICROS, nextMini, takeMinute } from "./market-feed.ts";
import { sendInto } from "./senders.ts";
import type { World } from "./world.ts";
import { between, fire, hit, pick, strikes } from "./world.ts";

/** What the feed's edge remembers: bars that are not newer are dropped at the door, as a duplicate is. */
interface FeedEdge {
  /** Per instrument the close of the last bar handed over. */
  readonly lastClose: number[];
  /** Per instrument until when nothing comes. */
  readonly frozenUntil: number[];
}

/** Puts the market of one session on the heap: a mini bar for the venue every 15 s, a minute for the core. */
export function openSession(world: World, session: number): void {
  const { table } = world.plan;
  const open = table.opens[session] as number;
  const close = table.closes[session] as number;
  const edge: FeedEdge = {
    lastClose: world.plan.instruments.map(() => 0),
    frozenUntil: world.plan.instruments.map(() => 0),
  };
  world.stream.history = [];
  const tick = (at: number): void => {
    minis(world, at);
    if ((at - open) % 60_000_000 === 0) minute(world, edge, at);
    if (at < close) pushEvent(world.heap, at + MINI_MICROS, () => tick(at + MINI_MICROS));
  };
  pushEvent(world.heap, open + MINI_MICROS, () => tick(open + MINI_MICROS));
}

/** Every instrument moves and the venue matches; its reports go out bar by bar. */
function minis(world: World, at: number): void {
  const { gateway, market, random } = world;
  const reports: VenueReport[] = [];
  for (let i = 0; i < world.plan.instruments.length; i += 1) {
    const bar = nextMini(market, random.market, i, at);
    if (gateway.venue.halted[i] === 0) venueReceivesBar(gateway.venue, bar, reports);
  }
  if (reports.length > 0) emitReports(world, reports, false);
}

/** The minute as the core sees it: with gaps, late bars, bad ticks; the last one that comes ends the slice. */
function minute(world: World, edge: FeedEdge, at: number): void {
  const { feed } = world.random;
  const bars: BarClosed[] = [];
  for (let i = 0; i < world.plan.instruments.length; i += 1) {
    const bar = takeMinute(world.market, i, at);
    if (world.gateway.venue.halted[i] === 1 || isHeldBack(world, edge, bar)) continue;
    if (strikes(world, "F31", feed, 0.003)) spoil(world, bar);
    if (passesDoor(edge, bar)) bars.push(bar);
  }
  // The exchange's calendar says that nothing trades, also where a bar is missing.
  for (let k = 0; k < bars.length; k += 1) {
    const bar = bars[k] as BarClosed;
    bar.endsSlice = k === bars.length - 1;
    applyInput(world, bar);
  }
}

/** A gap, a freeze, or a bar that comes later: in a slice of its own, if nothing newer came before. */
function isHeldBack(world: World, edge: FeedEdge, bar: BarClosed): boolean {
  const { feed } = world.random;
  const i = bar.instrument;
  if ((edge.frozenUntil[i] as number) > bar.tsEvent) return true;
  if (strikes(world, "F30", feed, 0.002)) {
    fire(world, "F30");
    hit(world, "F30");
    edge.frozenUntil[i] = bar.tsEvent + between(feed, 60_000_000, 900_000_000);
    return true;
  }
  if (!strikes(world, "F32", feed, 0.02)) return false;
  fire(world, "F32");
  if (world.shadow.accountLots[i] !== 0) hit(world, "F32");
  const kind = nextUniform(feed);
  if (kind < 0.4) return true;
  // Late, or again with another close: the door takes only what is newer than what it had.
  const again: BarClosed = kind < 0.7 ? bar : { ...bar, closeMicros: bar.lowMicros };
  pushEvent(world.heap, bar.tsEvent + between(feed, 1_000_000, 90_000_000), () => {
    if (!passesDoor(edge, again)) return;
    again.endsSlice = true;
    again.tsReceived = world.now;
    applyInput(world, again);
  });
  return kind < 0.7;
}

function spoil(world: World, bar: BarClosed): void {
  fire(world, "F31");
  hit(world, "F31");
  const factor = pick(world.random.feed, [10, 0.1, 0, -1]);
  if (world.swarm.intensities.has("F49") && world.shadow.accountLots[bar.instrument] !== 0) {
    fire(world, "F49");
    hit(world, "F49");
  }
  bar.closeMicros = Math.round(bar.closeMicros * factor);
  bar.highMicros = Math.max(bar.highMicros, bar.closeMicros);
  bar.lowMicros = Math.min(bar.lowMicros, bar.closeMicros);
}

/** The door of the feed: newer than the last, and a price that can be one. */
function passesDoor(edge: FeedEdge, bar: BarClosed): boolean {
  if (bar.lowMicros <= 0 || bar.tsEvent <= (edge.lastClose[bar.instrument] as number)) return false;
  edge.lastClose[bar.instrument] = bar.tsEvent;
  return true;
}

/** Halts an instrument for a while; core and venue are told. */
export function haltForAWhile(world: World): void {
  const { random, gateway } = world;
  const instrument = pick(random.market, world.plan.instruments).index;
  if (gateway.venue.halted[instrument] === 1) return;
  fire(world, "F33");
  if ((gateway.venue.resting[instrument] as unknown[]).length > 0) hit(world, "F33");
  setHalt(world, instrument, true);
  // Whoever trades it has not heard of the halt yet.
  pushEvent(world.heap, world.now + between(random.market, 100_000, 30_000_000), () => {
    if (!world.isCalm) sendInto(world, instrument);
  });
  pushEvent(world.heap, world.now + between(random.market, 60_000_000, 1_200_000_000), () =>
    setHalt(world, instrument, false),
  );
}

/** Halts or resumes an instrument at the venue and tells the core. */
export function setHalt(world: World, instrument: number, isHalted: boolean): void {
  haltAtVenue(world.gateway.venue, instrument, isHalted);
  sayHalt(world, instrument, isHalted, 0);
}

/** Status events are told until the process has them: a feed repeats what was missed. */
function sayHalt(world: World, instrument: number, isHalted: boolean, tries: number): void {
  if ((world.gateway.venue.halted[instrument] === 1) !== isHalted) return;
  const seq = applyInput(world, {
    kind: "InstrumentStatusChanged",
    seq: 0,
    tsEvent: world.now,
    tsReceived: world.now,
    instrument,
    isHalted,
  });
  const { epoch } = world.host;
  pushEvent(world.heap, world.now + 5_000_000, () => {
    const isKept = seq > 0 && epoch === world.host.epoch;
    if (!isKept && tries < 40) sayHalt(world, instrument, isHalted, tries + 1);
  });
}
