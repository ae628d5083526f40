import { createHash } from "node:crypto";
import type { SignalReceipt, StandardSignal } from "../contract/signal.ts";

const DAY_MICROS = 86_400_000_000;

/** A remembered identity: the same content again gets the same receipt, another content is a conflict. */
export interface SeenSignal {
  readonly contentHash: string;
  /** Settles when the first delivery is durable; rejects when it could not be written. */
  readonly receipt: Promise<SignalReceipt>;
  readonly at: number;
}

/** Identities of a day, per source. */
export class SeenSignals {
  readonly #seen = new Map<string, SeenSignal>();

  find(externalId: string, now: number): SeenSignal | null {
    this.#forgetOld(now);
    return this.#seen.get(externalId) ?? null;
  }

  remember(externalId: string, seen: SeenSignal): void {
    this.#seen.set(externalId, seen);
    // A delivery that was not written never happened: its repeat is the first one.
    seen.receipt.catch(() => {
      if (this.#seen.get(externalId) === seen) this.#seen.delete(externalId);
    });
  }

  #forgetOld(now: number): void {
    for (const [id, seen] of this.#seen) {
      if (seen.at > now - DAY_MICROS) return;
      this.#seen.delete(id);
    }
  }
}

/** Hash of what a signal says, whatever way its JSON was written. */
export function contentHashOf(signal: StandardSignal): string {
  // Fields that came later count only when set: a signal without id keeps its identity over an upgrade.
  const { trail, goodTill, ...order } = signal.order;
  const later = { ...(trail === null ? {} : { trail }), ...(goodTill === null ? {} : { goodTill }) };
  return createHash("sha256")
    .update(JSON.stringify(sortKeys({ ...signal, order: { ...order, ...later } })))
    .digest("hex");
}

/** The sender's id, or one made of what the signal says; prefixed by its source, so that senders never collide. */
export function externalIdOf(sourceId: string, signal: StandardSignal): string {
  return `${sourceId}:${signal.signalId ?? `h${contentHashOf(signal).slice(0, 32)}`}`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
