import { required } from "../../core/assert.ts";
import type { Core } from "../../core/engine/core.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import { fileStorage } from "../../journal/file-storage.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import { JournalWriter } from "../../journal/journal-writer.ts";
import { RemoteVenue } from "../../venues/simulated/remote-venue.ts";
import { beginRun } from "../run/begin-run.ts";
import { ClientOrderIds } from "../run/client-order-ids.ts";
import type { AppliedListener } from "../run/core-loop.ts";
import { OutputHash, stateHashOf } from "../run/output-facts.ts";
import { resumeInputs } from "../run/resume-inputs.ts";
import { VenueDesk } from "../run/venue-desk.ts";
import type { RunPlan } from "../up/run-plan.ts";
import { genesisInputs } from "../up/run-plan.ts";

export interface OutsideTraderOptions {
  readonly plan: RunPlan;
  /** Of the journal: a second trader in it goes on where the first one ended. */
  readonly folder: string;
  readonly build: string;
  readonly port: number;
  readonly token: string;
  readonly now: () => UnixMicros;
  readonly listener: AppliedListener;
  readonly notice: (text: string) => void;
}

/** A core with a journal that trades at a served venue. */
export interface OutsideTrader {
  readonly core: Core;
  readonly desk: VenueDesk;
  readonly venue: RemoteVenue;
  readonly ids: ClientOrderIds;
  close(): Promise<void>;
}

/** Puts journal, core, connection and desk together and starts them; no order of an earlier life is sent again. */
export async function tradeOutside(options: OutsideTraderOptions): Promise<OutsideTrader> {
  const { plan, now, notice } = options;
  const storage = fileStorage(options.folder);
  const outputs = new OutputHash();
  const made: { core: Core | null } = { core: null };
  const journal = await JournalWriter.open(storage, {
    build: options.build,
    purpose: "agenttrader venue",
    now: () => new Date().toISOString(),
    facts: {
      outputsHash: () => outputs.take(),
      stateHash: () => stateHashOf(required(made.core, "a core before its facts").state),
    },
  });
  const { core } = resumeInputs({
    from: null,
    records: readJournal(storage),
    quietToSeq: journal.batchedTo,
    onRecorded: () => undefined,
    onApplied: (applied) => outputs.add(applied.records),
  });
  made.core = core;
  beginRun({
    genesis: core.state.trading === null ? genesisInputs(plan, "venue-check") : [],
    core,
    journal,
    onApplied: (applied) => outputs.add(applied.records),
  });
  const ids = new ClientOrderIds(core.state);
  const venue = new RemoteVenue({
    port: options.port,
    token: options.token,
    account: 0,
    symbols: plan.instruments.map((one) => one.symbol),
    indexOf: (id) => ids.indexOf(id),
    idOf: (order) => ids.idOf(order),
    now,
    random: Math.random,
    notice,
  });
  const listeners: AppliedListener[] = [(applied) => ids.note(applied.records), options.listener];
  const desk = new VenueDesk({ core, journal, outputs, port: venue, now, listeners, atRest: () => undefined });
  const running = desk.run();
  running.catch(() => undefined);
  return {
    core,
    desk,
    venue,
    ids,
    close: async () => {
      desk.stop();
      try {
        await running;
      } finally {
        await journal.close();
      }
    },
  };
}
