import { required } from "../../core/assert.ts";
import type { Command } from "../../core/model/input.ts";
import type { Signal } from "../../core/model/signal.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { VenueServer } from "../../venues/simulated/venue-server.ts";
import type { RunPlan } from "../up/run-plan.ts";
import type { OutsideTrader } from "./trade-outside.ts";

const LOTS = 10;

/** Something that is done, and the words that must come back. */
export interface CheckStep {
  readonly name: string;
  readonly wants: readonly string[];
  readonly act: () => unknown;
}

/** The things a venue must be able to do, one after the other. */
export function checkSteps(at: {
  readonly plan: RunPlan;
  readonly server: VenueServer;
  /** The trader of now, which a restart replaces. */
  readonly life: { readonly trader: OutsideTrader };
  readonly restart: () => Promise<void>;
  readonly market: { now: UnixMicros };
}): readonly CheckStep[] {
  const { plan, server, life, restart, market } = at;
  const close = { micros: 0 };
  const order = (command: Command): Promise<unknown> =>
    life.trader.desk.submit((now) => {
      const when = { seq: 0, tsEvent: now, tsReceived: now };
      return { kind: "OperatorCommand", ...when, by: "venue check", reason: "check", order: command };
    });
  const working = (): number => required(life.trader.core.state.trading?.orders.live.at(-1), "an order works").index;
  /** A part of the last close, in whole ticks: no bar comes down that far. */
  const far = (share: number): number => Math.max(1, Math.floor((close.micros * share) / 10_000)) * 10_000;
  const takeSlice = async (): Promise<void> => {
    const slice = plan.feed.next();
    if (slice === null) return;
    plan.feed.take();
    market.now = slice.tsClose;
    for (const bar of slice.bars) {
      server.receiveBar(bar);
      if (bar.instrument === 0) close.micros = bar.closeMicros;
      await life.trader.desk.submit((now) => ({ ...bar, tsReceived: now }));
    }
  };
  const buy = async (share: number | null): Promise<void> => {
    const limitMicros = share === null ? null : far(share);
    await order({ command: "manual-order", signal: buySignal(limitMicros, market.now) });
  };
  return [
    { name: "connect", wants: ["connection up", "account clean"], act: () => undefined },
    { name: "market", wants: ["bars"], act: takeSlice },
    { name: "submit a limit order", wants: ["accepted", "live"], act: () => buy(0.5) },
    {
      name: "replace it",
      wants: ["replaced", "live"],
      act: () => {
        const change = { quantityLots: null, limitMicros: far(0.6), stopMicros: null };
        return order({ command: "replace-order", order: working(), ...change });
      },
    },
    {
      name: "probe it",
      wants: ["live as answer"],
      act: () => {
        const { venue, ids } = life.trader;
        venue.probe({ kind: "ProbeOrder", order: working(), clientOrderId: ids.idOf(working()) });
      },
    },
    { name: "cancel it", wants: ["canceled"], act: () => order({ command: "cancel-order", order: working() }) },
    { name: "submit a market order", wants: ["live"], act: () => buy(null) },
    { name: "market", wants: ["bars", `fill of ${LOTS}`], act: takeSlice },
    { name: "restart the trader", wants: ["connection up", "account clean"], act: restart },
    {
      name: "snapshot",
      wants: ["account clean"],
      act: () => order({ command: "reconcile", accountId: required(plan.config.accounts[0], "an account").id }),
    },
  ];
}

function buySignal(limitMicros: number | null, now: UnixMicros): Signal {
  return {
    externalId: null,
    strategy: 0,
    instrument: 0,
    environment: "paper",
    intent: "entry",
    side: "buy",
    orderType: limitMicros === null ? "market" : "limit",
    limitMicros,
    stopMicros: null,
    timeInForce: "day",
    stopDistanceMicros: null,
    bracket: null,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots: LOTS,
    referenceMicros: null,
    expectedAlpha: null,
    tsSent: now,
    tsValidUntil: null,
    tsBar: now,
    n: 0,
  };
}
