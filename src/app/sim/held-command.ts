import type { Order } from "../../core/model/order.ts";
import type { SnapshotReason } from "../../core/model/output.ts";
import type { UnixMicros } from "../../core/model/units.ts";

/** A command as it goes over the wire: names instead of the core's numbers, copied out of the core's memory. */
export type WireCommand =
  | {
      readonly kind: "submit" | "replace";
      readonly clientId: string;
      /** Client ids of the order that is replaced and of the entry it protects; empty: none. */
      readonly replacesId: string;
      readonly parentId: string;
      readonly order: Readonly<Order>;
    }
  | {
      readonly kind: "cancel" | "probe";
      readonly clientId: string;
      readonly venueOrderId: string;
      readonly order: number;
    }
  | {
      readonly kind: "snapshot";
      readonly requestId: number;
      readonly tsFillsFrom: UnixMicros;
      readonly reason: SnapshotReason;
    };

/** A command that leaves once its cause is on the disk. */
export interface HeldCommand {
  /** The input that caused it. */
  readonly seq: number;
  readonly command: WireCommand;
}
