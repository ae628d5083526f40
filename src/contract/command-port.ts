import type { KillLevelName, KillState } from "./kill-switch.ts";
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

/** What the API asks of the app for writing; every promise settles after the journal is durable. */
export interface CommandPort {
  readonly submitSignal: (delivery: SignalDelivery) => Promise<SignalAnswer>;
  readonly engageKillSwitch: (command: { level: KillLevelName; by: string; reason: string }) => Promise<KillState>;
  readonly releaseKillSwitch: (command: { by: string; reason: string }) => Promise<KillState>;
}
