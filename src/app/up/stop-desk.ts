import type { FlatCertificate, KillState } from "../../contract/kill-switch.ts";
import { KILL_LEVELS } from "../../contract/kill-switch.ts";
import { required } from "../../core/assert.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { TableStore } from "../../platform/auth/table-store.ts";
import { isoOfMicros } from "../../platform/wall-clock.ts";
import { CERTIFICATE_TABLE, draftCertificate, sealCertificate, sumOf } from "./flat-certificate.ts";
import { foldStop, type StopFacts } from "./stop-facts.ts";

/** What the desk must know of the journal. */
export interface HeadedJournal {
  readonly durableHead: { readonly seq: number; readonly hash: string };
  whenDurable(seq: number): Promise<void>;
}

export interface StopDeskParts {
  readonly facts: StopFacts;
  readonly store: TableStore;
  readonly journal: HeadedJournal;
  readonly onFailed: (error: unknown) => void;
}

/** A disk that does not answer keeps nobody from seeing the kill switch for longer than this. */
const DURABLE_WAIT_MS = 1_000;

/**
 * Tells the state of the kill switch from the core and the facts beside it, without any database,
 * and writes the certificate into the journal once everything is flat.
 */
export class StopDesk {
  readonly #parts: StopDeskParts;
  #issuing = 0;

  constructor(parts: StopDeskParts) {
    this.#parts = parts;
  }

  get facts(): StopFacts {
    return this.#parts.facts;
  }

  /** Takes what the core made of one input, in journal order. */
  note(input: Input, outputs: readonly Output[], state: CoreState): void {
    foldStop(this.#parts.facts, input, outputs, state);
    this.issue(state);
  }

  /** Writes the certificate of the present flatness unless it is written; also called at start, for one that a crash cut off. */
  issue(state: CoreState): void {
    const { facts, store, journal, onFailed } = this.#parts;
    const { flatSeq } = facts;
    const key = String(flatSeq);
    if (flatSeq === 0 || this.#issuing === flatSeq || store.get(CERTIFICATE_TABLE, key) !== null) return;
    this.#issuing = flatSeq;
    const accounts = required(state.trading, "only a running core gets flat").config.accounts.map(({ id }) => id);
    const draft = draftCertificate(facts, accounts);
    journal
      .whenDurable(flatSeq)
      .then(() => store.put(CERTIFICATE_TABLE, key, { ...sealCertificate(draft, journal.durableHead) }))
      .catch((error: unknown) => {
        this.#issuing = 0;
        onFailed(error);
      });
  }

  /** The state once it is durable; a failing disk delays it, and hides it never. */
  async kill(state: CoreState): Promise<KillState> {
    const kill = this.killNow(state);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DURABLE_WAIT_MS);
    });
    await Promise.race([this.#parts.journal.whenDurable(state.seq).catch(() => undefined), late]);
    clearTimeout(timer);
    return kill;
  }

  /** The state as the core holds it at this moment. */
  killNow(state: CoreState): KillState {
    const books = required(state.trading, "a running core has its books");
    const { tradingState, latchedBy, reason, since } = books.risk;
    const isEngaged = tradingState !== "ACTIVE";
    const { live, resurrected } = books.orders;
    const { facts } = this.#parts;
    const words = tradingState === "FLATTEN" ? [...facts.flattens.values()] : [];
    const held = books.ledger.strategyLots.reduce((count, lots) => count + (lots === 0 ? 0 : 1), 0);
    const openPositions = Math.max(held, sumOf(words, "openPositions"));
    const openOrders = Math.max(live.length + resurrected.length, sumOf(words, "openOrders"));
    return {
      state: tradingState,
      level: isEngaged ? KILL_LEVELS.indexOf(tradingState) + 1 : 0,
      scope: "all",
      engagedAt: isEngaged ? isoOfMicros(since) : null,
      engagedBy: isEngaged ? latchedBy : null,
      reason: isEngaged ? reason : null,
      progress: {
        openPositions,
        openOrders,
        workingEntries: live.filter((one) => one.effect === "open").length,
        workingExits: live.filter((one) => one.effect === "close").length,
        cancelledOrders: isEngaged ? Math.max(facts.cancelledOrders, sumOf(words, "canceledOrders")) : 0,
        closedLots: isEngaged ? Math.max(facts.closedLots, sumOf(words, "closedLots")) : 0,
        waitingFor: words.flatMap((word) => word.waitingFor),
      },
      // Of a moment that is over, such as before a late fill, nothing is certified.
      certificate: tradingState === "FLATTEN" && openPositions + openOrders === 0 ? this.#certificate() : null,
    };
  }

  #certificate(): FlatCertificate | null {
    const { facts, store } = this.#parts;
    const row = facts.flatSeq === 0 ? null : store.get(CERTIFICATE_TABLE, String(facts.flatSeq));
    return row as FlatCertificate | null;
  }
}
