import type { Core } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import { encodeOutput, namesOf } from "../../core/engine/encode-output.ts";
import { step } from "../../core/engine/step.ts";
import type { OrdersHash } from "../../core/execution/orders-hash.ts";
import { addFill, addOrder, createOrdersHash, digestOrders } from "../../core/execution/orders-hash.ts";
import { InvariantBroken } from "../../core/assert.ts";
import type { StrategyLookup } from "../../core/strategies/registry.ts";
import type { Output } from "../../core/model/output.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import type { BatchRecord, StateRecord } from "../../journal/record.ts";
import type { Storage } from "../../journal/storage.ts";
import { differInOwnCode } from "./build-of-strategies.ts";
import { OutputHash, stateHashOf } from "../run/output-facts.ts";

/** The first place where a replay and its journal differ. */
export interface ReplayDifference {
  readonly kind: "outputs" | "state" | "broken" | "other-build";
  /** First input of the batch, input of the state record, or the input that broke. */
  readonly seq: number;
  /** One sentence: what was, what was expected. */
  readonly detail: string;
}

/** What a replay of a whole journal found. */
export interface ReplayReport {
  readonly inputs: number;
  readonly outputs: number;
  readonly stateHash: string;
  readonly ordersHash: string;
  /** Every batch and state record of the journal was reproduced by this build. */
  readonly identical: boolean;
  readonly build: string;
  readonly difference: ReplayDifference | null;
}

export interface ReplayOptions {
  readonly build: string;
  /** Code of the strategies that the journal names; the built-in ones by default. */
  readonly strategies?: StrategyLookup;
  /** Also hash every record of the chain. */
  readonly checkChain: boolean;
  /** Told now and then how many inputs are done. */
  readonly onProgress?: (inputs: number) => void;
}

const PROGRESS_EVERY = 100_000;

/**
 * Repeats every input of a journal from genesis on a core of its own and compares what it decides
 * with the derived records. Goes on after a difference, so that the hashes are of the whole run;
 * throws {@link JournalCorrupt} when the journal cannot be read.
 */
export function replayJournal(storage: Storage, options: ReplayOptions): ReplayReport {
  const { build } = options;
  const core = createCore(undefined, options.strategies);
  const outputHash = new OutputHash();
  const orders = createOrdersHash();
  const outputs: Output[] = [];
  let inputs = 0;
  let writer = build;
  let difference: ReplayDifference | null = null;
  for (const record of readJournal(storage, { checkChain: options.checkChain })) {
    if (record.r === "input") {
      while (outputs.length > 0) outputs.pop();
      try {
        step(core, record.input, outputs);
      } catch (error) {
        if (!(error instanceof InvariantBroken)) throw error;
        const detail = `input ${record.input.kind} breaks an invariant: ${error.message}.`;
        difference ??= { kind: "broken", seq: record.input.seq, detail };
        break;
      }
      collect(core, outputs, orders, outputHash);
      inputs += 1;
      if (inputs % PROGRESS_EVERY === 0) options.onProgress?.(inputs);
    } else if (record.r === "start") {
      writer = record.build;
      if (writer !== build) difference ??= otherBuild(writer, build, inputs + 1);
    } else if (record.r === "batch") {
      const found = outputHash.take();
      if (writer === build) difference ??= batchDifference(record, found);
    } else if (record.build === build) {
      difference ??= stateDifference(record, stateHashOf(core.state));
    }
  }
  return {
    inputs,
    outputs: outputHash.count,
    stateHash: stateHashOf(core.state),
    ordersHash: digestOrders(orders, (order) => namesOf(core.state, order)),
    identical: difference === null,
    build,
    difference,
  };
}

/** Outputs into both hashes; only what the orders hash covers is looked at. */
function collect(core: Core, outputs: readonly Output[], orders: OrdersHash, hash: OutputHash): void {
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    if (output.kind === "OrderPlanned") addOrder(orders, output.order);
    else if (output.kind === "FillBooked") addFill(orders, output);
    if (output.kind === "SliceMarked") hash.addMark(core.state.seq, i, output);
    else hash.addRecord(encodeOutput(core.state, output, i));
  }
}

function batchDifference(record: BatchRecord, found: string): ReplayDifference | null {
  if (record.outputsHash === found) return null;
  return {
    kind: "outputs",
    seq: record.from,
    detail: `the outputs of the inputs ${record.from} to ${record.to} hash to ${found}, the journal says ${record.outputsHash}.`,
  };
}

function stateDifference(record: StateRecord, found: string): ReplayDifference | null {
  if (record.stateHash === found) return null;
  return {
    kind: "state",
    seq: record.seq,
    detail: `the state after input ${record.seq} hashes to ${found}, the journal says ${record.stateHash}.`,
  };
}

function otherBuild(writer: string, build: string, seq: number): ReplayDifference {
  if (differInOwnCode(writer, build)) {
    const detail = `the journal was decided from seq ${seq} on by other code of your own strategies (build ${writer}, this is ${build}); name the folder of that code with --strategies.`;
    return { kind: "other-build", seq, detail };
  }
  return {
    kind: "other-build",
    seq,
    detail: `build ${writer} wrote the journal from seq ${seq} on; this is build ${build}, whose decisions cannot be compared with it.`,
  };
}
