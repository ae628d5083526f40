import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { AccountHappening } from "../../core/model/account-event.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { splitAtVenue } from "../../core/simulation/split-at-venue.ts";
import { moveVenueCash } from "../../core/simulation/venue-state.ts";
import { emitReports } from "./emit-reports.ts";
import { pushEvent } from "./event-heap.ts";
import { applyInput } from "./host.ts";
import type { World } from "./world.ts";
import { between, fire, hit, pick, strikes } from "./world.ts";

const RETRIES = 100;

/** Tells the core of a movement until it has it: at least once, perhaps twice, perhaps late. */
function tell(world: World, eventId: string, event: AccountHappening, tries: number): void {
  const seq = applyInput(world, {
    kind: "AccountEvent",
    seq: 0,
    tsEvent: world.now,
    tsReceived: world.now,
    account: 0,
    eventId,
    refEventId: "",
    event,
  });
  if (tries === 0 && strikes(world, "F21", world.random.operator, 0.5)) {
    // A venue that repeats its history repeats this too.
    fire(world, "F21");
    pushEvent(world.heap, world.now + between(world.random.operator, 100_000, 60_000_000), () =>
      tell(world, eventId, event, RETRIES),
    );
  }
  let isKept = false;
  if (seq > 0) world.host.acknowledgements.push({ seq, say: () => (isKept = true) });
  pushEvent(world.heap, world.now + 3_000_000, () => {
    if (!isKept && tries < RETRIES) tell(world, eventId, event, tries + 1);
  });
}

function nextEventId(world: World): string {
  world.nextSignal += 1;
  return `ev-${world.seed}-${world.nextSignal}`;
}

/** Money comes or goes in the middle of the day (F61). */
export function moveMoney(world: World): void {
  const { operator } = world.random;
  fire(world, "F61");
  if (world.shadow.accountLots.some((lots) => lots !== 0)) hit(world, "F61");
  const isDeposit = nextUniform(operator) < 0.6;
  const amountMicros = (isDeposit ? 1 : -1) * between(operator, 100, 20_000) * 1_000_000;
  moveVenueCash(world.gateway.venue, amountMicros);
  tell(world, nextEventId(world), { what: isDeposit ? "deposit" : "withdrawal", amountMicros }, 0);
}

/** A fee, rebate or interest that the venue takes first and tells later (F62). */
export function chargeLate(world: World): void {
  const { operator } = world.random;
  fire(world, "F62");
  hit(world, "F62");
  const what = pick(operator, ["fee", "rebate", "interest", "borrow-fee"] as const);
  const isCost = what === "fee" || what === "borrow-fee";
  const amountMicros = (isCost ? -1 : 1) * between(operator, 1, 5_000_000);
  const strategy = nextUniform(operator) < 0.5 ? nextIntegerBelow(operator, world.plan.config.strategies.length) : null;
  moveVenueCash(world.gateway.venue, amountMicros);
  const id = nextEventId(world);
  pushEvent(world.heap, world.now + between(operator, 0, 60_000_000), () =>
    tell(world, id, { what, amountMicros, strategy }, 0),
  );
}

/** A dividend on what the venue says is held, overnight. */
export function payDividend(world: World): void {
  const { operator } = world.random;
  const instrument = nextIntegerBelow(operator, world.plan.instruments.length);
  const perUnitMicros = between(operator, 10_000, 900_000);
  const lots = world.gateway.venue.positionLots[instrument] as number;
  moveVenueCash(world.gateway.venue, lots * perUnitMicros);
  tell(world, nextEventId(world), { what: "dividend", instrument, perUnitMicros, paidMicros: lots * perUnitMicros }, 0);
}

/** Two for one, or three for two, overnight: venue, market and core are restated. */
export function split(world: World): void {
  const { operator } = world.random;
  const instrument = nextIntegerBelow(operator, world.plan.instruments.length);
  const [to, from] = pick(operator, [
    [2, 1],
    [3, 2],
    [1, 2],
  ] as const);
  if (!isSettled(world, instrument)) return;
  fire(world, "F62");
  const before = world.gateway.venue.positionLots[instrument] as number;
  if (before !== 0) hit(world, "F62");
  world.gateway.splitAt[instrument] = world.now;
  const reports: VenueReport[] = [];
  splitAtVenue(world.gateway.venue, instrument, to, from, world.now, reports);
  const cashInLieuMicros = 50_000_000;
  const exact = (before * to) / from;
  const paid = Math.round((exact - (world.gateway.venue.positionLots[instrument] as number)) * cashInLieuMicros);
  if (paid !== 0) moveVenueCash(world.gateway.venue, paid);
  world.market.ticks[instrument] = Math.max(100, Math.round(((world.market.ticks[instrument] as number) * from) / to));
  tell(world, nextEventId(world), { what: "split", instrument, to, from, cashInLieuMicros }, 0);
  emitReports(world, reports, false);
}

/**
 * Both sides know the same of the instrument, and no order of it is partly filled: the venue keeps
 * telling what such an order filled in old units, the core in new ones.
 */
function isSettled({ host, gateway }: World, instrument: number): boolean {
  const books = host.core.state.trading;
  if (!host.isUp || books === null || books.links[0]?.block !== "") return false;
  const isWhole = (order: { readonly cumLots: number }): boolean => order.cumLots === 0;
  const own = [...books.orders.live, ...books.orders.resurrected].filter((order) => order.instrument === instrument);
  const areSame = books.ledger.accountLots[instrument] === gateway.venue.positionLots[instrument];
  return areSame && own.every(isWhole) && (gateway.venue.resting[instrument] ?? []).every(isWhole);
}
