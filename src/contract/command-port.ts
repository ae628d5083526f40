import type { KillLevelName, KillState } from "./kill-switch.ts";
import type { CommandReceipt, ReplaceBody } from "./operator-command.ts";
import type { LimitsBody } from "./risk-limits.ts";
import type { SignalReceipt, SignalRefusal } from "./signal.ts";

/** Who sends a command: for the journal and the audit. */
export interface Principal {
  readonly kind: "user" | "key";
  /** User name or key id. */
  readonly id: string;
  readonly name: string;
}

/** A delivery as it came. */
export interface SignalDelivery {
  readonly principal: Principal;
  readonly profile: string;
  /** Body byte for byte, as UTF-8 text. */
  readonly raw: string;
}
/** What became of a delivery; an answer exists only after the journal is durable. */
export type SignalAnswer =
  | { readonly kind: "receipt"; readonly receipt: SignalReceipt }
  | {
      readonly kind: "refused";
      readonly code: SignalRefusal;
      readonly detail: string;
      readonly fields: readonly { readonly pointer: string; readonly message: string }[];
      readonly receiptId: string | null;
    }
  | { readonly kind: "unavailable"; readonly detail: string };

/** Who orders something, and why. */
export interface OrderedBy {
  readonly by: string;
  readonly reason: string;
}
/** A person's command that was understood and not done; the API answers COMMAND_REFUSED, or NOT_FOUND. */
export class CommandNotDone extends Error {
  override readonly name = "CommandNotDone";
  /** The core's own code, such as `LOOSENING_NEEDS_APPROVAL`. */
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** The command cannot be written down now, so it was not done; the API answers JOURNAL_UNAVAILABLE. */
export class CommandUnavailable extends Error {
  override readonly name = "CommandUnavailable";
}

/** What the API asks of the app for writing; every promise settles after the journal is durable. */
export interface CommandPort {
  readonly submitSignal: (delivery: SignalDelivery) => Promise<SignalAnswer>;
  readonly engageKillSwitch: (command: { level: KillLevelName; by: string; reason: string }) => Promise<KillState>;
  readonly releaseKillSwitch: (command: { by: string; reason: string }) => Promise<KillState>;
  readonly cancelOrder: (orderId: string, by: OrderedBy) => Promise<CommandReceipt>;
  /** Null: of every account. */
  readonly cancelAll: (accountId: string | null, by: OrderedBy) => Promise<CommandReceipt>;
  readonly replaceOrder: (orderId: string, change: ReplaceBody, by: OrderedBy) => Promise<CommandReceipt>;
  readonly reconcile: (accountId: string, by: OrderedBy) => Promise<CommandReceipt>;
  readonly acceptVenue: (accountId: string, by: OrderedBy) => Promise<CommandReceipt>;
  /** `approvedBy`: who proved anew to be an admin; null: nobody, then only tightening is taken. */
  readonly changeLimits: (change: LimitsBody, approvedBy: string | null, by: OrderedBy) => Promise<CommandReceipt>;
}
