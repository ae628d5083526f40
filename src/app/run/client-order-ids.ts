import type { CoreState } from "../../core/engine/core-state.ts";
import { namesOf } from "../../core/engine/encode-output.ts";
import type { OrderIndex } from "../../core/model/units.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";

/** Names kept: the book forgets terminal orders as well, and what it forgot needs no name. */
const KEPT = 4_096;

/** The ids that venues know our orders by, and the numbers that the core does; the edge translates. */
export class ClientOrderIds {
  readonly #indexes = new Map<string, OrderIndex>();
  readonly #ids = new Map<OrderIndex, string>();

  /** Knows every order of the book of `state`. */
  constructor(state: CoreState) {
    const book = state.trading?.orders;
    if (book === undefined) return;
    const orders = [...book.terminal, ...book.live].sort((a, b) => a.index - b.index);
    for (const order of orders) this.#note(namesOf(state, order).clientOrderId, order.index);
  }

  /** Learns the orders that an input made. */
  note(records: readonly OutputRecord[]): void {
    for (const record of records) {
      if (record.kind === "OrderPlanned" || record.kind === "SubmitOrder" || record.kind === "ReplaceOrder") {
        this.#note(record.clientOrderId, record.order.index);
      }
    }
  }

  /** -1: no order that is remembered here. */
  indexOf(clientOrderId: string): OrderIndex {
    return this.#indexes.get(clientOrderId) ?? -1;
  }

  /** Empty: no order that is remembered here. */
  idOf(order: OrderIndex): string {
    return this.#ids.get(order) ?? "";
  }

  #note(id: string, index: OrderIndex): void {
    this.#indexes.set(id, index);
    this.#ids.set(index, id);
    if (this.#ids.size <= KEPT) return;
    const [oldest] = this.#ids;
    if (oldest === undefined) return;
    this.#ids.delete(oldest[0]);
    this.#indexes.delete(oldest[1]);
  }
}
