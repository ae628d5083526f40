import type { Input } from "../../core/model/input.ts";
import type { Core } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import type { RandomState } from "../../core/math/random.ts";
import { createRandom, nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { Disk } from "./disk.ts";
import { createDisk } from "./disk.ts";
import type { EventHeap } from "./event-heap.ts";
import { createEventHeap } from "./event-heap.ts";
import type { Gateway } from "./gateway.ts";
import { createGateway } from "./gateway.ts";
import type { Shadow } from "./invariants/shadow.ts";
import { createShadow } from "./invariants/shadow.ts";
import type { FoldedViews } from "./invariants/views.ts";
import { createFoldedViews } from "./invariants/views.ts";
import type { HeldCommand } from "./held-command.ts";
import type { MarketFeed } from "./market-feed.ts";
import { createMarketFeed } from "./market-feed.ts";
import type { SavedState } from "./saved-state.ts";
import type { Stream } from "./stream.ts";
import { createStream } from "./stream.ts";
import type { Swarm } from "./swarm.ts";
import { drawSwarm } from "./swarm.ts";
import type { Tally } from "./tally.ts";
import { count, createTally } from "./tally.ts";
import type { WorldPlan } from "./world-plan.ts";
import { drawPlan } from "./world-plan.ts";

/** The process that holds the core: what it loses in a crash. */
export interface Host {
  core: Core;
  isUp: boolean;
  /** Counts the lives of the process; what belongs to an earlier one is void. */
  epoch: number;
  /** Commands that wait until their cause is durable. */
  held: HeldCommand[];
  /** Inputs that wait because the disk refuses. */
  inbox: (() => void)[];
  /** Called when their input is durable: answers to senders and operators. */
  acknowledgements: { readonly seq: number; readonly say: () => void }[];
  /** Where the process dies next, when something armed it. */
  armed: CrashPoint | null;
  /** A second instance on the same journal, with the older fencing number. */
  zombie: Core | null;
}

/** Boundaries of the journal at which a process can die. */
export type CrashPoint = "before-write" | "after-write" | "after-sync" | "after-send" | "after-answer";

/** One independent stream of random numbers per part, so that one part's draws do not move another's. */
export interface Streams {
  readonly plan: RandomState;
  readonly market: RandomState;
  readonly feed: RandomState;
  readonly senders: RandomState;
  readonly operator: RandomState;
  readonly network: RandomState;
  readonly venue: RandomState;
  readonly process: RandomState;
}

/** The whole simulated world of one run. */
export interface World {
  readonly seed: number;
  readonly days: number;
  /** The text of every output is written and compared too; slower. */
  readonly isVerbose: boolean;
  readonly swarm: Swarm;
  readonly plan: WorldPlan;
  readonly heap: EventHeap;
  readonly random: Streams;
  /** True time; no part of the platform sees it. */
  now: UnixMicros;
  /** No fault fires any more: the liveness phase. */
  isCalm: boolean;
  readonly host: Host;
  readonly disk: Disk;
  readonly market: MarketFeed;
  readonly gateway: Gateway;
  readonly stream: Stream;
  /** The oracle beside the core, rolled back with it. */
  shadow: Shadow;
  /** Newest last; a restart takes the newest whole one. */
  readonly saved: SavedState[];
  readonly tally: Tally;
  /** Faults that touched an order, until their window is known: order index -> fault ids. */
  readonly marks: Map<number, string[]>;
  /** Signal id -> number of the input that its sender holds a receipt for. */
  readonly receipts: Map<string, number>;
  nextSignal: number;
  /** Client ids of orders that the venue filled beyond what was ordered. */
  readonly overfilled: Set<string>;
  /** The read models, folded as they are shown; null in most runs. */
  readonly views: FoldedViews | null;
  /** Hands an input to the platform, which journals and applies it; the number it got, 0: not taken. */
  readonly give: GiveInput;
}

/** The platform's front door. */
export type GiveInput = (world: World, input: Input) => number;

/** One run in so many folds its read models. */
const FOLD_EVERY = 10;
/** One run in so many writes the journal's bytes and starts again from them; the others keep the inputs. */
export const JOURNAL_EVERY = 8;

/** A world before its first event. */
export function createWorld(
  seed: number,
  days: number,
  only: readonly string[] | null,
  isVerbose: boolean,
  give: GiveInput,
): World {
  const swarm = drawSwarm(seed, only);
  const random = createStreams(seed);
  const plan = drawPlan(random.plan, {
    days,
    isOddCalendar: swarm.intensities.has("F35"),
    isLateDelivery: swarm.intensities.has("F64"),
  });
  return {
    seed,
    days,
    isVerbose,
    swarm,
    plan,
    heap: createEventHeap(),
    random,
    now: (plan.table.opens[0] as number) - 600_000_000,
    isCalm: false,
    host: {
      core: createCore(),
      isUp: true,
      epoch: 0,
      held: [],
      inbox: [],
      acknowledgements: [],
      armed: null,
      zombie: null,
    },
    disk: createDisk(isVerbose || seed % JOURNAL_EVERY === 0),
    market: createMarketFeed(plan, random.market),
    gateway: createGateway(plan),
    stream: createStream(),
    shadow: createShadow(plan),
    saved: [],
    tally: createTally(),
    marks: new Map(),
    receipts: new Map(),
    nextSignal: 0,
    overfilled: new Set(),
    give,
    views: seed % FOLD_EVERY === 0 ? createFoldedViews() : null,
  };
}

function createStreams(seed: number): Streams {
  const stream = (part: number): RandomState => createRandom(seed * 64 + part);
  return {
    plan: stream(0),
    market: stream(1),
    feed: stream(2),
    senders: stream(3),
    operator: stream(4),
    network: stream(5),
    venue: stream(6),
    process: stream(7),
  };
}

/** Intensity of a fault, 0 while it is off or the world is calm. */
export function intensityOf(world: World, fault: string): number {
  return world.isCalm ? 0 : (world.swarm.intensities.get(fault) ?? 0);
}

/** Draws whether a fault happens now; at full intensity with probability `most`. */
export function strikes(world: World, fault: string, random: RandomState, most: number): boolean {
  const intensity = intensityOf(world, fault);
  return intensity > 0 && nextUniform(random) < intensity * most;
}

/** Notes that a fault was made to happen. */
export function fire(world: World, fault: string): void {
  count(world.tally.firings, fault);
}

/** Notes that a fault met its interesting window. */
export function hit(world: World, fault: string): void {
  count(world.tally.hits, fault);
}

/** Remembers that a fault touched an order of the core, until its window shows. */
export function markOrder(world: World, order: number, fault: string): void {
  const marks = world.marks.get(order);
  if (marks === undefined) world.marks.set(order, [fault]);
  else marks.push(fault);
}

/** A whole number of micros between two bounds. */
export function between(random: RandomState, low: number, high: number): number {
  return Math.floor(low + (high - low) * nextUniform(random));
}

/** One of a list. */
export function pick<T>(random: RandomState, list: readonly T[]): T {
  return list[nextIntegerBelow(random, list.length)] as T;
}
