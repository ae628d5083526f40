import { required } from "../../core/assert.ts";
import { equityOf } from "../../core/engine/account-marks.ts";
import { closeSignal } from "../../core/model/close-signal.ts";
import type { Input } from "../../core/model/input.ts";
import { isTerminal } from "../../core/model/order.ts";
import type { Output } from "../../core/model/output.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { feed } from "./backtest-loop.ts";

/** Name behind the inputs that close a run. */
const BY = "close-at-end";

/**
 * Closes every position at the last close with costs: what is still under way is cancelled, the
 * session table becomes one that never closes, and exits go to the venue, which fills these (and
 * only these) at the last close, slipped and rounded like any market order. The last equity point
 * then is what is left. Everything goes through the core as inputs, so the books say it too.
 */
export function closeAtEnd(run: BacktestRun, table: SessionTable): void {
  const { core, equity } = run;
  const books = required(core.state.trading, "a run that ended had a configuration");
  const closing: BacktestRun = { ...run, venue: { ...run.venue, fillModel: "same-bar-close" } };
  const outputs: Output[] = [];
  const reports: VenueReport[] = [];
  const { now } = core.state;
  const ts = { seq: 0, tsEvent: now, tsReceived: now };
  const give = (input: Input): void => feed(closing, outputs, reports, input);
  for (const order of books.orders.live.slice()) {
    if (isTerminal(order.status)) continue;
    const command = { command: "cancel-order", order: order.index } as const;
    give({ kind: "OperatorCommand", ...ts, by: BY, reason: BY, order: command });
  }
  give({ kind: "SessionTableLoaded", ...ts, table: { ...table, alwaysOpen: true } });
  const n = books.ledger.instrumentCount;
  for (let at = 0; at < books.ledger.strategyLots.length; at += 1) {
    const lots = books.ledger.strategyLots[at] as number;
    if (lots === 0) continue;
    const strategy = Math.floor(at / n);
    const instrument = at % n;
    const externalId = `${BY}:${strategy}:${instrument}`;
    const { environment } = books.config;
    const signal = closeSignal({ externalId, strategy, instrument, environment, heldLots: lots, now });
    give({ kind: "SignalReceived", ...ts, receiptId: externalId, sourceId: BY, profile: BY, raw: "", signal });
  }
  if (equity.count === 0) return;
  equity.equity[equity.count - 1] = equityOf(books.ledger, books.market, 0);
  equity.cash[equity.count - 1] = books.ledger.cashMicros[0] as number;
}
