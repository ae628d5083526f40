import { assert } from "../../core/assert.ts";
import { createCore } from "../../core/engine/core.ts";
import { step } from "../../core/engine/step.ts";
import { createOrdersHash } from "../../core/execution/orders-hash.ts";
import type { Input } from "../../core/model/input.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import { strategyLookup } from "../strategies/own-strategy.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { createEquityCurve } from "./equity-curve.ts";
import type { ResolvedRun } from "./resolve-run.ts";

/** The first inputs of every run of one configuration; seq counts from 1. */
export function openingInputs(resolved: Pick<ResolvedRun, "instruments" | "table" | "config">, start: number): Input[] {
  const ts = { tsEvent: start, tsReceived: start };
  return [
    { kind: "InstrumentsLoaded", seq: 1, ...ts, instruments: resolved.instruments },
    { kind: "SessionTableLoaded", seq: 2, ...ts, table: resolved.table },
    { kind: "ConfigChanged", seq: 3, ...ts, config: resolved.config, by: "backtest", reason: "" },
  ];
}

/** A core and a venue with the configuration applied, ready for the first bar. */
export function prepareRun(resolved: ResolvedRun): BacktestRun {
  const { instruments, table, config, bars } = resolved;
  const strategies = strategyLookup(resolved.ownStrategies ?? []);
  for (const { kind } of config.strategies)
    assert(strategies(kind) !== null, "a backtest has the code of its strategies");
  const core = createCore(undefined, strategies, endRun);
  const start = Math.min(...bars.map((columns) => columns.tsOpen[0] as number));
  for (const input of openingInputs(resolved, start)) step(core, input, []);
  return {
    core,
    venue: createSimulatedVenue({
      instruments,
      costs: config.costs,
      fillModel: config.fillModel,
      model: config.venueModel,
      cashMicros: config.accounts[0]?.openingCashMicros ?? 0,
      sessions: table,
    }),
    bars,
    orders: createOrdersHash(),
    trips: [],
    equity: createEquityCurve(Math.max(...bars.map((columns) => columns.count))),
    refusals: new Map(),
  };
}

/** Nobody waits for the result of a strategy that fails: the run ends with what its code threw. */
function endRun(error: unknown): never {
  throw error;
}
