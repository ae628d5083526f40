import { nextUniform } from "../../core/math/random.ts";
import type { RandomState } from "../../core/math/random.ts";
import { chargeLate, moveMoney, payDividend, split } from "./account-flows.ts";
import { breakPositions } from "./answer-snapshot.ts";
import { deliverAgain } from "./emit-reports.ts";
import type { Action } from "./event-heap.ts";
import { pushEvent } from "./event-heap.ts";
import { act, cancelSomething, closeTwice, engage, lowerLimits, replaceSomething, tidyUp } from "./operator.ts";
import { armCrash, connect, endBySignal } from "./process.ts";
import { haltForAWhile } from "./run-sessions.ts";
import { backlog, race, replayOld, runAway, sendOne } from "./senders.ts";
import {
  cancelByItself,
  endTheDay,
  enterForeign,
  keepBusy,
  overfill,
  park,
  rejectAfterAccept,
  undoFill,
} from "./venue-mischief.ts";
import type { World } from "./world.ts";
import { between, fire, hit, intensityOf, strikes } from "./world.ts";

/** Puts on the heap what people, senders, the venue, the disk and the line will do in one session. */
export function scheduleDay(world: World, session: number): void {
  const { table } = world.plan;
  const open = table.opens[session] as number;
  const close = table.closes[session] as number;
  const { senders, operator, venue, network, process } = world.random;
  const often = (random: RandomState, times: number, action: (world: World) => void): void => {
    scatter(world, random, open - 300_000_000, close + 600_000_000, times, () => action(world));
  };
  const fault = (id: string, random: RandomState, times: number, action: (world: World) => void): void => {
    const intensity = intensityOf(world, id);
    if (intensity > 0) often(random, intensity * times, action);
  };
  if (intensityOf(world, "F35") > 0 && close - open < 380 * 60_000_000) {
    fire(world, "F35");
    hit(world, "F35");
  }
  often(senders, 60, sendOne);
  fault("F44", senders, 0.7, race);
  fault("F48", senders, 0.7, runAway);
  fault("F51", senders, 4, replayOld);
  fault("F54", senders, 0.4, backlog);

  often(operator, 12, cancelSomething);
  often(operator, 10, replaceSomething);
  often(operator, 10, act);
  often(operator, 6, tidyUp);
  fault("F45", operator, 2, lowerLimits);
  fault("F46", operator, 2, engage);
  fault("F61", operator, 2, moveMoney);
  fault("F62", operator, 3, chargeLate);
  fault("F62", operator, 1, payDividend);
  if (intensityOf(world, "F62") > 0) pushEvent(world.heap, close + 45 * 60_000_000, () => splitOvernight(world));
  fault("F63", operator, 8, closeTwice);

  fault("F07", venue, 8, rejectAfterAccept);
  fault("F15", venue, 10, keepBusy);
  fault("F16", venue, 10, park);
  if (intensityOf(world, "F17") > 0) pushEvent(world.heap, close - 1, () => endTheDay(world));
  fault("F27", venue, 8, enterForeign);
  fault("F29", venue, 4, enterForeign);
  fault("F10", venue, 4, cancelByItself);
  fault("F05", venue, 3, undoFill);
  fault("F13", venue, 1, overfill);
  fault("F33", world.random.market, 6, haltForAWhile);

  fault("F18", network, 5, disconnect);
  fault("F19", network, 3, mute);
  fault("F26", network, 3, breakPositions);
  fault("F36", process, 5, armCrash);
  fault("F43", process, 2, endBySignal);
  fault("F39", process, 2, (of) => {
    fire(of, "F39");
    of.disk.fullUntil = of.now + between(process, 1_000_000, 120_000_000);
    pushEvent(of.heap, of.disk.fullUntil, () => drainInbox(of));
  });
  fault("F40", process, 3, (of) => {
    of.disk.slowUntil = of.now + between(process, 60_000_000, 300_000_000);
  });
}

/** The line is down for seconds to half an hour; both ends notice. */
function disconnect(world: World): void {
  if (world.stream.downUntil > world.now) return;
  const { network } = world.random;
  fire(world, "F18");
  const long = nextUniform(network) < 0.1 ? 1_800_000_000 : 60_000_000;
  world.stream.downUntil = world.now + between(network, 1_000_000, long);
  connect(world, false);
  pushEvent(world.heap, world.stream.downUntil, () => {
    connect(world, true);
    replayHistory(world);
  });
}

/** On reconnect a venue may send everything of the day again, up to three times (F21). */
function replayHistory(world: World): void {
  if (intensityOf(world, "F21") === 0) return;
  const { network } = world.random;
  const frames = world.stream.history.slice(-300);
  for (let times = between(network, 1, 4); times > 0; times -= 1) {
    pushEvent(world.heap, world.now + between(network, 100_000, 3_000_000), () => {
      for (const frame of frames) deliverAgain(world, frame);
    });
  }
}

/** Now and then an instrument is split between two sessions. */
function splitOvernight(world: World): void {
  if (strikes(world, "F62", world.random.operator, 0.6)) split(world);
}

/** Alive, and not a word: heartbeats are fine, frames are lost. */
function mute(world: World): void {
  fire(world, "F19");
  world.stream.muteUntil = world.now + between(world.random.network, 10_000_000, 600_000_000);
}

/** Space is back: what waited is taken in its order. */
export function drainInbox(world: World): void {
  const waiting = world.host.inbox.splice(0);
  if (waiting.length > 0) hit(world, "F39");
  for (const take of waiting) take();
}

/** Spreads a number of actions over a stretch of time; a broken number is a chance. */
function scatter(world: World, random: RandomState, from: number, to: number, times: number, action: Action): void {
  const whole = Math.floor(times) + (nextUniform(random) < times % 1 ? 1 : 0);
  for (let i = 0; i < whole; i += 1) {
    pushEvent(world.heap, between(random, from, to), () => {
      if (!world.isCalm) action();
    });
  }
}
