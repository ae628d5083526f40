import { CommandNotDone, type CommandPort, CommandUnavailable, type OrderedBy } from "../../contract/command-port.ts";
import type { KillState } from "../../contract/kill-switch.ts";
import type { CommandReceipt } from "../../contract/operator-command.ts";
import type { Command, OperatorCommand } from "../../core/model/input.ts";
import type { SignalIntake } from "../../ingest/signal-from-request.ts";
import { JournalUnavailable } from "../../journal/journal-failures.ts";
import type { Applied } from "../run/apply-input.ts";
import { type CoreLoop, LoopStopped } from "../run/core-loop.ts";
import { demandAccount, limitsCommandOf, orderOf, replaceCommandOf } from "./operator-words.ts";
import { stopFileIn } from "./stop-channels.ts";
import type { StopDesk } from "./stop-desk.ts";

/** What the commands work on. */
export interface CommandParts {
  readonly loop: CoreLoop;
  readonly intake: SignalIntake;
  readonly desk: StopDesk;
  /** Data directory, where stop files may lie. */
  readonly folder: string;
}

/** What the API may ask for: every command is an input of the one writer. */
export function createCommands({ loop, intake, desk, folder }: CommandParts): CommandPort {
  const state = loop.core.state;
  const receipt = async (command: Command, by: OrderedBy): Promise<CommandReceipt> => {
    const { input } = await orderCore(loop, command, by);
    return { command: command.command, seq: input.seq };
  };
  const kill = async (command: Command, by: OrderedBy): Promise<KillState> => {
    await orderCore(loop, command, by);
    return desk.killNow(state);
  };
  return {
    submitSignal: (delivery) => intake.submit(delivery),
    engageKillSwitch: ({ level, ...by }) => kill({ command: "engage-kill-switch", level }, by),
    releaseKillSwitch: async (by) => {
      demandNoStopFile(folder);
      return kill({ command: "release-kill-switch" }, by);
    },
    cancelOrder: async (orderId, by) => receipt({ command: "cancel-order", order: orderOf(state, orderId).index }, by),
    cancelAll: async (accountId, by) => {
      if (accountId !== null) demandAccount(state, accountId);
      return receipt({ command: "cancel-all", accountId }, by);
    },
    replaceOrder: async (orderId, change, by) => receipt(replaceCommandOf(state, orderId, change), by),
    reconcile: async (accountId, by) => {
      demandAccount(state, accountId);
      return receipt({ command: "reconcile", accountId }, by);
    },
    acceptVenue: async (accountId, by) => {
      demandAccount(state, accountId);
      return receipt({ command: "accept-venue", accountId }, by);
    },
    changeLimits: async (change, approvedBy, by) => receipt(limitsCommandOf(state, change, approvedBy), by),
  };
}

/** Puts a command through the journal and the core; throws what the core refused. */
export async function orderCore(loop: CoreLoop, order: Command, { by, reason }: OrderedBy): Promise<Applied> {
  let applied: Applied;
  try {
    applied = await loop.submit((now): OperatorCommand => {
      return { kind: "OperatorCommand", seq: 0, tsEvent: now, tsReceived: now, by, reason, order };
    });
  } catch (error) {
    if (error instanceof JournalUnavailable || error instanceof LoopStopped)
      throw new CommandUnavailable(error.message);
    throw error;
  }
  for (const record of applied.records) {
    if (record.kind === "CommandRefused") throw new CommandNotDone(record.code, record.text);
  }
  return applied;
}

/** While the file lies there its level would be engaged again at once. */
function demandNoStopFile(folder: string): void {
  const wish = stopFileIn(folder);
  if (wish === null) return;
  const name = wish.by.replace("file ", "");
  throw new CommandNotDone("STOP_FILE_PRESENT", `Remove the file ${name} from the data directory first, then release.`);
}
