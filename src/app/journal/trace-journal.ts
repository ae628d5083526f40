import type { CoreState } from "../../core/engine/core-state.ts";
import { createCore } from "../../core/engine/core.ts";
import { signalIdOf } from "../../core/execution/order-ids.ts";
import { required } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output, SignalEnded } from "../../core/model/output.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";
import { encodeOutput } from "../../core/engine/encode-output.ts";
import { step } from "../../core/engine/step.ts";
import type { StrategyLookup } from "../../core/strategies/registry.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import type { Storage } from "../../journal/storage.ts";

/** One input of a signal's way with the outputs that concern it. */
export interface TracedInput {
  readonly input: Input;
  readonly outputs: readonly OutputRecord[];
}

/** Everything a journal knows of one signal. */
export interface JournalTrace {
  readonly signalId: string;
  /** Numbers of its orders. */
  readonly orders: readonly number[];
  readonly steps: readonly TracedInput[];
}

/** What has been found of the signal while the journal is repeated. */
interface Search {
  readonly signalId: string;
  readonly orders: Set<number>;
}

/**
 * The way of one signal through the journal, in order; null when `id` is no signal id, receipt id,
 * client order id or order number in it. Repeats the journal on a core of its own, twice at most.
 */
export function traceJournal(
  storage: Storage,
  id: string,
  strategies: StrategyLookup = findStrategy,
): JournalTrace | null {
  const signalId = findSignal(storage, id, strategies);
  if (signalId === null) return null;
  const search: Search = { signalId, orders: new Set() };
  const steps: TracedInput[] = [];
  repeat(storage, strategies, (state, input, outputs) => {
    const mine: OutputRecord[] = [];
    outputs.forEach((output, index) => {
      if (output.kind === "SliceMarked" || output.kind === "TradingStateChanged") return;
      const record = encodeOutput(state, output, index);
      if (concerns(state, record, search)) mine.push(record);
    });
    if (mine.length > 0 || isOwnInput(input, search)) steps.push({ input: structuredClone(input), outputs: mine });
    return true;
  });
  return { signalId, orders: [...search.orders], steps };
}

type Visit = (state: CoreState, input: Input, outputs: readonly Output[]) => boolean;

/** Applies every input in order until `visit` answers false. */
function repeat(storage: Storage, strategies: StrategyLookup, visit: Visit): void {
  const core = createCore(undefined, strategies);
  for (const record of readJournal(storage)) {
    if (record.r !== "input") continue;
    const outputs: Output[] = [];
    step(core, record.input, outputs);
    if (!visit(core.state, record.input, outputs)) return;
  }
}

/** The id of the signal that `id` stands for. */
function findSignal(storage: Storage, id: string, strategies: StrategyLookup): string | null {
  let found: string | null = null;
  repeat(storage, strategies, (state, input, outputs) => {
    if (input.kind === "SignalReceived" && (input.receiptId === id || input.signal.externalId === id)) {
      found = input.signal.externalId;
    }
    if (input.kind === "SignalRefusedAtDoor" && input.receiptId === id) found = id;
    for (let i = 0; i < outputs.length && found === null; i += 1) {
      const output = outputs[i] as Output;
      if (output.kind !== "OrderPlanned" && output.kind !== "DecisionTraced") continue;
      const record = encodeOutput(state, output, i);
      if (record.kind === "OrderPlanned") {
        const isIt = record.signalId === id || record.clientOrderId === id || String(record.order.index) === id;
        if (isIt) found = record.signalId;
      } else if (record.kind === "DecisionTraced" && record.signalId === id) found = record.signalId;
    }
    return found === null;
  });
  return found;
}

function isOwnInput(input: Input, search: Search): boolean {
  switch (input.kind) {
    case "SignalReceived":
      return input.signal.externalId === search.signalId;
    case "SignalRefusedAtDoor":
      return input.receiptId === search.signalId;
    case "VenueReport":
      return search.orders.has(input.order);
    default:
      return false;
  }
}

function concerns(state: CoreState, record: OutputRecord, search: Search): boolean {
  switch (record.kind) {
    case "OrderPlanned":
      if (record.signalId !== search.signalId) return false;
      search.orders.add(record.order.index);
      return true;
    case "SubmitOrder":
      return search.orders.has(record.order.index);
    case "DecisionTraced":
    case "SignalAccepted":
      return record.signalId === search.signalId;
    case "SignalEnded":
      return endedIdOf(state, record) === search.signalId;
    case "RoundTripClosed":
      return search.orders.has(record.entryOrder) || search.orders.has(record.exitOrder);
    case "CancelOrder":
    case "OrderStateChanged":
    case "FillBooked":
    case "RaiseAlert":
    case "ReportQuarantined":
      return search.orders.has(record.order);
    default:
      return false;
  }
}

function endedIdOf(state: CoreState, ended: SignalEnded): string {
  const books = required(state.trading, "signals follow the first configuration");
  return signalIdOf({
    externalId: ended.externalId,
    strategyId: required(books.sources[ended.strategy], "a known strategy").id,
    symbol: required(state.instruments[ended.instrument], "a known instrument").symbol,
    tsBar: ended.tsBar,
    n: ended.n,
  });
}
