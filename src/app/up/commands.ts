import type { CommandPort } from "../../contract/command-port.ts";
import type { KillState } from "../../contract/kill-switch.ts";
import { KILL_LEVELS } from "../../contract/kill-switch.ts";
import { required } from "../../core/assert.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { Command, OperatorCommand } from "../../core/model/input.ts";
import type { SignalIntake } from "../../ingest/signal-from-request.ts";
import { isoOfMicros } from "../../platform/wall-clock.ts";
import type { CoreLoop } from "../run/core-loop.ts";

/** What the API may ask for: every command is an input of the one writer. */
export function createCommands(loop: CoreLoop, intake: SignalIntake): CommandPort {
  async function order(command: Command, by: string, reason: string): Promise<KillState> {
    await loop.submit((now): OperatorCommand => {
      return { kind: "OperatorCommand", seq: 0, tsEvent: now, tsReceived: now, by, reason, order: command };
    });
    return killStateOf(loop.core.state);
  }
  return {
    submitSignal: (delivery) => intake.submit(delivery),
    engageKillSwitch: ({ level, by, reason }) => order({ command: "engage-kill-switch", level }, by, reason),
    releaseKillSwitch: ({ by, reason }) => order({ command: "release-kill-switch" }, by, reason),
  };
}

/** The kill switch as the core holds it now. */
export function killStateOf(state: CoreState): KillState {
  const books = required(state.trading, "a running core has its books");
  const { tradingState, latchedBy, reason, since } = books.risk;
  const isEngaged = tradingState !== "ACTIVE";
  const live = books.orders.live;
  return {
    state: tradingState,
    level: isEngaged ? KILL_LEVELS.indexOf(tradingState) + 1 : 0,
    scope: "all",
    engagedAt: isEngaged ? isoOfMicros(since) : null,
    engagedBy: isEngaged ? latchedBy : null,
    reason: isEngaged ? reason : null,
    progress: {
      openPositions: books.ledger.strategyLots.reduce((count, lots) => count + (lots === 0 ? 0 : 1), 0),
      workingEntries: live.filter((one) => one.effect === "open").length,
      workingExits: live.filter((one) => one.effect === "close").length,
    },
  };
}
