/**
 * The trading process: a journal on the disk, recovery from snapshot and tail, the core, and the
 * venue behind a socket. argv: data folder, port of the venue, market start in micros.
 */
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beginRun } from "../../src/app/run/begin-run.ts";
import { ClientOrderIds } from "../../src/app/run/client-order-ids.ts";
import { OutputHash, stateHashOf } from "../../src/app/run/output-facts.ts";
import { resumeInputs } from "../../src/app/run/resume-inputs.ts";
import { VenueDesk } from "../../src/app/run/venue-desk.ts";
import { required } from "../../src/core/assert.ts";
import type { Core } from "../../src/core/engine/core.ts";
import type { CoreState } from "../../src/core/engine/core-state.ts";
import { decodePlainData, encodePlainData } from "../../src/core/engine/encode-state.ts";
import { namesOf } from "../../src/core/engine/encode-output.ts";
import type { Input } from "../../src/core/model/input.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { JournalWriter } from "../../src/journal/journal-writer.ts";
import { latestSnapshot, writeSnapshot } from "../../src/journal/snapshot-store.ts";
import { RemoteVenue } from "../../src/venues/simulated/remote-venue.ts";
import type { TraderLine, TraderSaid, TraderState } from "./socket-plan.ts";
import { BUILD, firstInputs, SYMBOLS } from "./socket-plan.ts";
import { signalOf } from "./socket-signal.ts";

const SNAPSHOT_EVERY = 100;

/** A snapshot of this process: the core and the identities of signals it has seen. */
interface Saved {
  readonly core: CoreState;
  readonly seen: Map<string, number>;
}

const [folder = "", port = "", start = "0"] = process.argv.slice(2);
const now = (): number => Date.now() * 1_000;
const storage = fileStorage(join(folder, "journal"));
const snapshots = join(folder, "snapshots");
const outputs = new OutputHash();
const made: { core: Core | null } = { core: null };
const journal = await JournalWriter.open(storage, {
  build: BUILD,
  purpose: "socket test",
  now: () => new Date().toISOString(),
  facts: {
    outputsHash: () => outputs.take(),
    stateHash: () => stateHashOf(required(made.core, "a core before its facts").state),
  },
});
const found = latestSnapshot(snapshots, { build: BUILD, atMostSeq: journal.batchedTo });
const saved = found === null ? null : (decodePlainData(found.stateText) as Saved);
/** Seq of every signal by its id: the door's memory. */
const seen = saved?.seen ?? new Map<string, number>();
const noteSignal = (input: Input): void => {
  if (input.kind === "SignalReceived") seen.set(input.receiptId, input.seq);
};
const { core, inputs } = resumeInputs({
  from: saved?.core ?? null,
  records: readJournal(storage, { fromSeq: (saved?.core.seq ?? 0) + 1 }),
  quietToSeq: journal.batchedTo,
  onRecorded: noteSignal,
  onApplied: (applied) => outputs.add(applied.records),
});
made.core = core;
beginRun({
  genesis: core.state.trading === null ? firstInputs(Number(start)) : [],
  core,
  journal,
  onApplied: (applied) => outputs.add(applied.records),
});
const ids = new ClientOrderIds(core.state);
const venue = new RemoteVenue({
  port: Number(port),
  token: process.env["VENUE_TOKEN"] ?? "",
  account: 0,
  symbols: SYMBOLS,
  indexOf: (id) => ids.indexOf(id),
  idOf: (order) => ids.idOf(order),
  now,
  random: Math.random,
  notice: (text) => process.stderr.write(`${text}\n`),
  retryMs: 20,
  answerMs: 400,
  heartbeatMs: 500,
});
let savedSeq = core.state.seq;
const desk = new VenueDesk({
  core,
  journal,
  outputs,
  port: venue,
  now,
  listeners: [(applied) => ids.note(applied.records), (applied) => noteSignal(applied.input)],
  atRest: () => {
    if (core.state.seq - savedSeq < SNAPSHOT_EVERY || journal.durableSeq < core.state.seq) return;
    savedSeq = core.state.seq;
    writeSnapshot(snapshots, { seq: savedSeq, build: BUILD, stateText: encodePlainData({ core: core.state, seen }) });
  },
});

function say(line: TraderSaid): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A delivery is answered when it is durable; one that the journal holds already by the seq it has there. */
async function deliver(line: Extract<TraderLine, { t: "signal" }>): Promise<void> {
  const known = seen.get(line.id);
  if (known !== undefined) {
    await journal.whenDurable(known);
    say({ t: "ack", id: line.id, seq: known });
    return;
  }
  const applied = await desk.submit((at) => signalOf(line, core, at));
  say({ t: "ack", id: line.id, seq: applied.input.seq });
}

async function hear(line: TraderLine): Promise<void> {
  switch (line.t) {
    case "bar":
      await desk.submit((at) => ({ ...line.bar, tsReceived: at }));
      return;
    case "signal":
      return deliver(line);
    case "cancel-working": {
      const working = required(core.state.trading, "a configured core").orders.live.slice();
      for (const { index } of working) {
        await desk.submit((at) => ({
          kind: "OperatorCommand",
          seq: 0,
          tsEvent: at,
          tsReceived: at,
          by: "operator",
          reason: "tidy up",
          order: { command: "cancel-order", order: index },
        }));
      }
      return;
    }
    case "state":
      say({ t: "state", n: line.n, state: stateOf() });
      return;
  }
}

function stateOf(): TraderState {
  const books = required(core.state.trading, "a configured core");
  const { orders, ledger, links } = books;
  return {
    block: links[0]?.block ?? "",
    positionLots: [...ledger.accountLots],
    cashMicros: Number(ledger.accounts.cash[0]),
    orders: [...orders.terminal, ...orders.live].map((order) => ({
      clientOrderId: namesOf(core.state, order).clientOrderId,
      status: order.status,
      cumLots: order.cumLots,
      pending: order.pending,
    })),
  };
}

say({ t: "ready", seq: core.state.seq, replayed: inputs });
const lines = createInterface({ input: process.stdin });
lines.on("line", (text) => {
  hear(JSON.parse(text) as TraderLine).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
});
lines.on("close", () => desk.stop());
await desk.run();
await journal.close();
