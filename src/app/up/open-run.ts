import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { assert, required } from "../../core/assert.ts";
import type { Core, OnStrategyFault } from "../../core/engine/core.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import { fileStorage } from "../../journal/file-storage.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import { JournalWriter } from "../../journal/journal-writer.ts";
import type { Storage } from "../../journal/storage.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { SliceDriver } from "../../venues/simulated/slice-driver.ts";
import { strategyLookup } from "../../research/strategies/own-strategy.ts";
import { beginRun } from "../run/begin-run.ts";
import { OutputHash, stateHashOf } from "../run/output-facts.ts";
import { resumeRun } from "../run/resume-core.ts";
import { oneBuildOnly } from "./one-build.ts";
import type { RunPlan } from "./run-plan.ts";
import { genesisInputs, RUN_KEY, RUN_TABLE } from "./run-plan.ts";
import { loadRun } from "./run-snapshot.ts";
import type { RunTables } from "./run-tables.ts";
import { createStopFacts, foldStop, type StopFacts } from "./stop-facts.ts";

/** A run of one data directory, resumed to the end of its journal or begun. */
export interface OpenRun {
  readonly core: Core;
  readonly driver: SliceDriver;
  readonly journal: JournalWriter;
  readonly storage: Storage;
  readonly outputs: OutputHash;
  readonly runId: string;
  readonly isNew: boolean;
  readonly resumedInputs: number;
  /** Close of the last slice taken; 0 before the first. */
  readonly feedAt: number;
  /** What happened since the kill switch was engaged. */
  readonly stop: StopFacts;
}

export interface OpenRunOptions {
  readonly folder: string;
  readonly plan: RunPlan;
  readonly build: string;
  readonly tables: RunTables;
  readonly now: () => string;
  readonly notice: (text: string) => void;
  readonly onJournalFailure: (message: string) => void;
  /** Told what a strategy's code threw; the core goes on without it. */
  readonly onStrategyFault: OnStrategyFault;
}

/** Where the snapshots of a data directory lie. */
export function snapshotFolderOf(folder: string): string {
  return join(folder, "snapshots");
}

/** Opens the journal and resumes the run to its end; a new one gets its first inputs. */
export async function openRun(options: OpenRunOptions): Promise<OpenRun> {
  const { folder, plan, tables } = options;
  const storage = fileStorage(join(folder, "journal"));
  const outputs = new OutputHash();
  const made: { core: Core | null } = { core: null };
  const journal = await openJournal(options, storage, outputs, () => required(made.core, "a core before its facts"));
  try {
    const isNew = journal.lastSeq === 0;
    const { core, inputs, feedAt, stop, ...resumed } = resume(options, journal, storage, outputs);
    made.core = core;
    // Nothing there yet, or a first write that a crash tore.
    if (core.state.trading === null) begin({ plan, journal, core, outputs, tables });
    demandSamePlan(plan, core, tables);
    const driver = resumed.driver ?? new SliceDriver(venueOf(core, plan));
    const runId = runIdOf(tables);
    return { core, driver, journal, storage, outputs, runId, isNew, resumedInputs: inputs, feedAt, stop };
  } catch (error) {
    await journal.close().catch(() => undefined);
    throw error;
  }
}

function openJournal(
  options: OpenRunOptions,
  storage: Storage,
  outputs: OutputHash,
  coreOf: () => Core,
): Promise<JournalWriter> {
  return JournalWriter.open(storage, {
    build: options.build,
    purpose: "agenttrader up",
    now: options.now,
    anchorFile: join(options.folder, "anchors.jsonl"),
    facts: { outputsHash: () => outputs.take(), stateHash: () => stateHashOf(coreOf().state) },
    onNotice: options.notice,
    onFailure: (failure) => options.onJournalFailure(failure.message),
  });
}

/** Snapshot, then the journal's tail against the market, to where the process was cut off. */
function resume(
  options: OpenRunOptions,
  journal: JournalWriter,
  storage: Storage,
  outputs: OutputHash,
): { core: Core; driver: SliceDriver | null; inputs: number; feedAt: number; stop: StopFacts } {
  const { folder, plan, build, tables, notice } = options;
  const atMostSeq = journal.lastSeq;
  // Outputs behind the last batch record belong into the next one: they must be made again.
  const from = loadRun({ folder: snapshotFolderOf(folder), build, atMostSeq: journal.batchedTo, notice });
  if (from !== null) tables.restore(from);
  const stop = from?.stop ?? createStopFacts();
  const resumed = resumeRun({
    from,
    strategies: strategyLookup(plan.ownStrategies ?? []),
    onStrategyFault: options.onStrategyFault,
    records: oneBuildOnly(readJournal(storage, { fromSeq: (from?.core.seq ?? 0) + 1 }), build, atMostSeq),
    createVenue: (core) => venueOf(core, plan),
    feed: plan.feed,
    quietToSeq: journal.batchedTo,
    onRecorded: (input) => {
      if (input.kind === "TableRecordWritten") {
        tables.apply(input);
        if (input.table === RUN_TABLE) demandSameMarket(plan, input.row ?? {});
      } else if (input.kind === "SignalReceived") tables.noteSignal(input);
    },
    onApplied: (applied) => outputs.add(applied.records),
    onStepped: (input, made, core) => foldStop(stop, input, made, core.state),
  });
  return { core: resumed.core, driver: resumed.driver, inputs: resumed.inputs, feedAt: resumed.feedAt, stop };
}

/** First inputs: what is traded, when, and how; one group of the journal. */
function begin(run: {
  plan: RunPlan;
  journal: JournalWriter;
  core: Core;
  outputs: OutputHash;
  tables: RunTables;
}): void {
  const { plan, journal, core, outputs, tables } = run;
  beginRun({
    genesis: genesisInputs(plan, randomUUID()),
    core,
    journal,
    onApplied: ({ input, records }) => {
      outputs.add(records);
      if (input.kind === "TableRecordWritten") tables.apply(input);
    },
  });
}

/** The venue of a run, as the journalled configuration wants it. */
export function venueOf(core: Core, plan: Pick<RunPlan, "table">): SimulatedVenue {
  const { instruments, trading } = core.state;
  const config = required(trading, "a venue follows the configuration").config;
  return createSimulatedVenue({
    instruments,
    costs: config.costs,
    fillModel: config.fillModel,
    model: config.venueModel,
    cashMicros: required(config.accounts[0], "a configuration has an account").openingCashMicros,
    sessions: plan.table,
  });
}

function runIdOf(tables: RunTables): string {
  const runId = tables.store.get(RUN_TABLE, RUN_KEY)?.["runId"];
  assert(typeof runId === "string", "a journal begins with the record that names its run");
  return runId;
}

/** Another market under the same journal would make its past a lie. */
function demandSameMarket(plan: RunPlan, recorded: Readonly<Record<string, unknown>>): void {
  const { runId: _, ...market } = recorded;
  if (isDeepStrictEqual(market, { ...plan.market })) return;
  throw new Failure({
    code: "MARKET_CHANGED",
    exitCode: EXIT.conflict,
    message: `This data directory was started on the market ${JSON.stringify(market)}, not on ${JSON.stringify(plan.market)}.`,
    hint: "Start with the same --market and --seed, or choose another --data-dir.",
  });
}

function demandSamePlan(plan: RunPlan, core: Core, tables: RunTables): void {
  demandSameMarket(plan, tables.store.get(RUN_TABLE, RUN_KEY) ?? {});
  const config = required(core.state.trading, "a resumed run has a configuration").config;
  // A person changed limits while it ran: theirs hold, the rest must still be the plan's.
  const comparable = config.version === plan.config.version ? asItIs : withoutLimits;
  if (isDeepStrictEqual(comparable(config), comparable(plan.config))) return;
  throw new Failure({
    code: "CONFIG_CHANGED",
    exitCode: EXIT.conflict,
    message: "The strategies, limits or costs differ from those this data directory was started with.",
    hint: "Put the former files back, or start the new configuration in another --data-dir.",
  });
}

function asItIs(config: CoreConfig): CoreConfig {
  return config;
}

function withoutLimits(config: CoreConfig): object {
  return {
    ...config,
    version: 0,
    limits: null,
    accounts: config.accounts.map((account) => ({ ...account, limits: null })),
    strategies: config.strategies.map((strategy) => ({ ...strategy, limits: null })),
  };
}
