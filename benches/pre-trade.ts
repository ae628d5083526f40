/**
 * One pre-trade decision with all checks: the context over 50 positions and 100 working orders, then
 * every check; figures go to docs/benchmarks.md. `node benches/pre-trade.ts [DECISIONS]`
 */
import { fillContext } from "../src/core/engine/fill-context.ts";
import type { NewOrder } from "../src/core/execution/order-book.ts";
import { createDecisionTrace } from "../src/core/model/decision-trace.ts";
import { checkOrder } from "../src/core/risk/check-order.ts";
import { CHECKS } from "../src/core/risk/checks.ts";
import { seededChoices } from "../tests/fixtures/decision.ts";
import { booksOf, coreOfWorld, enterOrder, enterWorld } from "../tests/oracle/core-of-world.ts";
import { randomFields, randomWorld } from "../tests/oracle/random-world.ts";

const DECISIONS = Number(process.argv[2] ?? 200_000);
const WARM_UP = 20_000;
const POSITIONS = 50;
const WORKING = 100;
const USD = 1_000_000;
const choices = seededChoices(50);

const small = randomWorld(choices);
const world = {
  ...small,
  instruments: Array.from({ length: POSITIONS }, (_, i) => ({
    price: (100 + i) * USD,
    tsPrice: small.now,
    isTradable: true,
    isHalted: false,
    hasUsualRange: true,
    tsPauseEnds: 0,
  })),
  positions: Array.from({ length: POSITIONS }, (_, i) => ({ strategy: i % 3, instrument: i, lots: 10 + i })),
};
const core = coreOfWorld(world);
enterWorld(core, world);
const { orders } = booksOf(core);
while (orders.live.length < WORKING) {
  const at = orders.live.length;
  const fields = randomFields(world, choices, orders.next);
  if (fields === null) continue;
  enterOrder(core, { ...fields, account: 0, strategy: at % 3, instrument: at % POSITIONS }, { status: "WORKING" });
}
const checked: NewOrder[] = [];
while (checked.length < 1_000) {
  const fields = randomFields(world, choices, orders.next);
  if (fields !== null && fields.strategy < 3) checked.push({ ...fields, instrument: checked.length % POSITIONS });
}

const trace = createDecisionTrace();
const took = new Float64Array(DECISIONS);
let refused = 0;
for (let n = 0; n < WARM_UP + DECISIONS; n += 1) {
  const order = enterOrder(core, checked[n % checked.length] as NewOrder, {});
  const from = process.hrtime.bigint();
  const context = fillContext(core, order.strategy, order.instrument, order);
  if (checkOrder(order, context, trace) >= 0) refused += 1;
  const to = process.hrtime.bigint();
  if (n >= WARM_UP) took[n - WARM_UP] = Number(to - from) / 1_000;
  orders.live.pop();
  orders.next -= 1;
}
took.sort();
const at = (share: number): string => (took[Math.floor(DECISIONS * share)] as number).toFixed(2);
console.log(
  `pre-trade decision, ${CHECKS.length} checks, ${POSITIONS} positions, ${orders.live.length} working orders: ` +
    `p50 ${at(0.5)} us   p99 ${at(0.99)} us   p99.9 ${at(0.999)} us   (${DECISIONS} decisions, ${refused} refused)`,
);
