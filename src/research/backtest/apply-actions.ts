import { required } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { splitAtVenue } from "../../core/simulation/split-at-venue.ts";
import { moveVenueCash } from "../../core/simulation/venue-state.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { feed } from "./backtest-loop.ts";
import type { SessionAction } from "./run-actions.ts";

/**
 * Splits and dividends at the beginning of session `day`, before its first bar, to the core and
 * the venue alike: position, resting prices and quantities are restated, fractions paid at the
 * last close in new units; a dividend is paid on the net position, shorts pay it.
 */
export function applyActions(run: BacktestRun, day: string, actions: readonly SessionAction[]): void {
  const books = required(run.core.state.trading, "a run that is driven has a configuration");
  const { now } = run.core.state;
  for (const action of actions) {
    const { instrument } = action;
    const ts = { seq: 0, tsEvent: now, tsReceived: now };
    const eventId = `${action.kind}:${day}:${instrument}`;
    const cashBefore = books.ledger.cashMicros[0] as number;
    const reports: VenueReport[] = [];
    let input: Input;
    if (action.kind === "split") {
      const { to, from } = action;
      const close = books.market.closeMicros[instrument] as number;
      const cashInLieuMicros = Number.isNaN(close) ? 0 : Math.round((close * from) / to);
      splitAtVenue(run.venue, instrument, to, from, now, reports);
      const event = { what: "split", instrument, to, from, cashInLieuMicros } as const;
      input = { kind: "AccountEvent", ...ts, account: 0, eventId, refEventId: "", event };
    } else {
      const event = { what: "dividend", instrument, perUnitMicros: action.perUnitMicros, paidMicros: null } as const;
      input = { kind: "AccountEvent", ...ts, account: 0, eventId, refEventId: "", event };
    }
    feed(run, [], [], input);
    for (const report of reports) feed(run, [], [], report);
    const paid = (books.ledger.cashMicros[0] as number) - cashBefore;
    if (paid !== 0) moveVenueCash(run.venue, paid);
  }
}
