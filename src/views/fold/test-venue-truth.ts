import { required } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { OrderNames, OutputRecord } from "../../core/model/output-record.ts";
import { type Body, fill, type InputBody, makeOrder, state } from "./test-records.ts";
import type { ScenarioEntry } from "./test-scenario.ts";

/** UNASSIGNED of the scenario's only account: the two strategies come first. */
const UNASSIGNED = 2;

/**
 * What a venue with a will of its own does, after the entries `before`: somebody else's order and
 * its fill, an order replaced while it fills, a fill taken back and one corrected, a cancel that
 * came too late, a mismatch, new limits, a refused command, and the end of FLATTEN.
 */
export function venueTruthAfter(before: readonly ScenarioEntry[], firstOrder: number): ScenarioEntry[] {
  const last = required(before.at(-1), "there is something before it").input;
  const entries: ScenarioEntry[] = [];
  let seq = last.seq;
  const at = last.tsEvent;
  const add = (
    outputs: Body<OutputRecord>[],
    body: InputBody = { kind: "TimerFired", tsEvent: at, timerId: 1 },
  ): void => {
    seq += 1;
    const input = { ...body, seq, tsReceived: at } as Input;
    entries.push({ input, outputs: outputs.map((output, index) => ({ ...output, seq, index })) });
  };
  const limit = (index: number, over: Partial<Order>): Order => ({
    ...makeOrder(index, { side: "buy", effect: "open", tsBar: at }),
    type: "limit",
    limitTicks: 39_900,
    ...over,
  });
  const names = (strategyId: string, signalId: string, clientOrderId: string): OrderNames => ({
    strategyId,
    signalId,
    clientOrderId,
    symbol: "SPY",
    accountId: "main",
  });
  const ofUs = names("ema", "ema:SPY:9:0", `at${firstOrder + 1}`);
  const foreign = limit(firstOrder, {
    strategy: UNASSIGNED,
    isExternal: true,
    status: "WORKING",
    venueOrderId: "x1",
    quantityLots: 5,
  });
  const old = limit(firstOrder + 1, {});
  const leaf = limit(firstOrder + 2, { replaces: old.index, quantityLots: 12, limitTicks: 39_950 });
  const refused = limit(firstOrder + 3, { replaces: foreign.index });
  const bought = (order: number, executionId: string, lots: number, ticks: number): Body<OutputRecord> => ({
    ...(fill(order, lots, ticks, at) as Extract<Body<OutputRecord>, { kind: "FillBooked" }>),
    executionId,
  });
  add([{ kind: "OrderAdopted", ...names("UNASSIGNED", `UNASSIGNED:SPY:${at}:0`, `at${firstOrder}`), order: foreign }]);
  add([
    bought(foreign.index, "f1", 2, 39_000),
    {
      kind: "PositionChanged",
      account: 0,
      strategy: UNASSIGNED,
      instrument: 0,
      quantityLots: 2,
      openLotTicks: 78_000,
      realisedMicros: 0,
    },
  ]);
  add([
    { kind: "OrderPlanned", ...ofUs, order: old },
    { kind: "SubmitOrder", ...ofUs, order: old },
    state(old, "SENDING", "WORKING", at),
    bought(old.index, "y1", 4, 39_900),
    state(old, "WORKING", "PARTIAL", at),
  ]);
  const ofLeaf = { ...ofUs, clientOrderId: `at${leaf.index}` };
  add([
    { kind: "OrderPendingChanged", order: old.index, to: "replace", reason: "" },
    { kind: "OrderPlanned", ...ofLeaf, order: leaf },
    { kind: "ReplaceOrder", ...ofLeaf, order: leaf },
  ]);
  add([bought(old.index, "y2", 1, 39_900)]);
  add([state(old, "PARTIAL", "REPLACED", at), state(leaf, "SENDING", "PARTIAL", at)]);
  add([
    {
      kind: "FillReversed",
      order: old.index,
      executionId: "b1",
      refExecutionId: "y2",
      tsEvent: at,
      quantityLots: 1,
      priceTicks: 39_900,
      feeMicros: 500_000,
    },
    bought(old.index, "y3", 1, 39_800),
  ]);
  const ofRefused = { ...ofUs, clientOrderId: `at${refused.index}` };
  add([{ kind: "OrderPlanned", ...ofRefused, order: refused }, state(refused, "INTENT", "DENIED", at)]);
  add([bought(foreign.index, "f2", 1, 39_000)]);
  add([{ kind: "OrderPendingChanged", order: leaf.index, to: "cancel", reason: "" }]);
  add([{ kind: "OrderPendingChanged", order: foreign.index, to: "cancel", reason: "" }]);
  add([{ kind: "OrderPendingChanged", order: foreign.index, to: "none", reason: "TOO_LATE_TO_CANCEL" }]);
  add([
    {
      kind: "Reconciled",
      account: 0,
      requestId: 7,
      verdict: "mismatch",
      diffs: [
        { what: "position", order: -1, instrument: 0, ours: 10, theirs: 12 },
        { what: "cash", order: -1, instrument: -1, ours: 1_500_000, theirs: -250_000 },
        { what: "order-missing-there", order: leaf.index, instrument: 0, ours: 7, theirs: 0 },
      ],
    },
    { kind: "ExposureBlocked", account: 0, isBlocked: true, reason: "POSITION_MISMATCH" },
  ]);
  add([{ kind: "Reconciled", account: 0, requestId: 8, verdict: "clean", diffs: [] }]);
  add(
    [
      {
        kind: "LimitsChanged",
        version: 2,
        scope: "global",
        isLoosened: true,
        by: "ann",
        approvedBy: "ann",
        reason: "more",
      },
    ],
    {
      kind: "OperatorCommand",
      tsEvent: at,
      by: "ann",
      reason: "more",
      order: {
        command: "change-limits",
        scope: { kind: "global" },
        limits: { profile: "balanced", isEnforced: true, marginMaxRatio: 0.5, drawdownHaltRatio: 0.1 } as never,
        approvedBy: "ann",
      },
    },
  );
  add([{ kind: "CommandRefused", command: "cancel-order", code: "ORDER_DONE", text: "Order 0 is FILLED." }]);
  add([
    {
      kind: "FlattenProgressed",
      account: 0,
      isFlat: true,
      openOrders: 0,
      openPositions: 0,
      canceledOrders: 2,
      closedLots: 10,
      waitingFor: [],
    },
  ]);
  return entries;
}
