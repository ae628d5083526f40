import type { SignalReceived, TableRecordWritten } from "../../core/model/input.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { MemoryTables } from "../../platform/auth/memory-table-store.ts";
import { createMemoryTables } from "../../platform/auth/memory-table-store.ts";
import type { TableRow, TableStore } from "../../platform/auth/table-store.ts";

/** Rows as a snapshot keeps them. */
export type SavedRow = readonly [table: string, key: string, row: TableRow];

/** What the journal holds beside the core: users, keys, sessions, and the signals of the last day. */
export class RunTables {
  readonly #memory: MemoryTables;
  readonly #rows = new Map<string, SavedRow>();
  #signals: SignalReceived[] = [];

  /** `write` puts a row through the journal and resolves when it is durable. */
  constructor(write: (table: string, key: string, row: TableRow | null) => Promise<void>) {
    this.#memory = createMemoryTables(write);
  }

  get store(): TableStore {
    return this.#memory.store;
  }

  /** Rows and signals for a snapshot. */
  save(): { readonly rows: readonly SavedRow[]; readonly signals: readonly SignalReceived[] } {
    return { rows: [...this.#rows.values()], signals: this.#signals };
  }

  restore(saved: { readonly rows: readonly SavedRow[]; readonly signals: readonly SignalReceived[] }): void {
    for (const [table, key, row] of saved.rows) this.#put(table, key, row);
    this.#signals = [...saved.signals];
  }

  /** A record of the journal at start. */
  apply(record: Pick<TableRecordWritten, "table" | "key" | "row">): void {
    this.#put(record.table, record.key, record.row);
  }

  /** Keeps a row for the next snapshot from the input on that wrote it; its writer sees it once it is durable. */
  noteRecord({ table, key, row }: TableRecordWritten): void {
    this.#keep(table, key, row);
  }

  /** Keeps a signal for a day, so that a restart still knows its repeat. */
  noteSignal(input: SignalReceived): void {
    this.#signals.push(input);
    while ((this.#signals[0]?.tsReceived ?? input.tsReceived) < input.tsReceived - MICROS_PER_DAY)
      this.#signals.shift();
  }

  get signals(): readonly SignalReceived[] {
    return this.#signals;
  }

  #put(table: string, key: string, row: TableRow | null): void {
    this.#memory.apply(table, key, row);
    this.#keep(table, key, row);
  }

  #keep(table: string, key: string, row: TableRow | null): void {
    const name = JSON.stringify([table, key]);
    if (row === null) this.#rows.delete(name);
    else this.#rows.set(name, [table, key, row]);
  }
}
