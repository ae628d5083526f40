import { z } from "zod";
import { decimalText, isoTime } from "./text.ts";

export const KILL_LEVELS = ["REDUCE", "HALT", "FLATTEN"] as const;
/** 1 REDUCE: no new risk; 2 HALT: entries are cancelled too; 3 FLATTEN: positions are closed too. */
export type KillLevelName = (typeof KILL_LEVELS)[number];
export const TRADING_STATES = ["ACTIVE", "REDUCE", "HALT", "FLATTEN"] as const;
export type TradingStateName = (typeof TRADING_STATES)[number];

/** State of the kill switch, told by the core itself: it needs no read models. */
export interface KillState {
  state: TradingStateName;
  /** 0 released, else 1 to 3. */
  level: number;
  scope: "all";
  engagedAt: string | null;
  /** A person's name, `limit:...`, or the channel: `file STOP-2`, `signal SIGUSR1`, `local token`. */
  engagedBy: string | null;
  reason: string | null;
  progress: KillProgress;
  /** Null until level 3 is through: every venue has shown that nothing is left. */
  certificate: FlatCertificate | null;
}
/** What was done since the switch was engaged, and what is left to do. */
export interface KillProgress {
  openPositions: number;
  /** Orders that are not terminal, by our books; at level 3 what the venue shows, when that is more. */
  openOrders: number;
  workingEntries: number;
  workingExits: number;
  cancelledOrders: number;
  closedLots: number;
  /** Instruments that cannot be closed now and why, as `symbol: reason`. */
  waitingFor: string[];
}
/**
 * Proof that everything was closed. `sha256` covers the other fields as compact JSON in this
 * order; `journal` is the head of the journal's hash chain when it was made, so that neither the
 * certificate nor the history before it can be changed alone.
 */
export interface FlatCertificate {
  /** Journal position of the venue's answer that showed it. */
  seq: number;
  t: string;
  accounts: string[];
  engagedSeq: number;
  engagedAt: string;
  engagedBy: string;
  reason: string;
  cancelledOrders: number;
  closedLots: number;
  /** The orders that were cancelled, at most {@link CERTIFICATE_LINES_MAX}. */
  cancelled: CertificateOrder[];
  /** What was closed, per instrument. */
  closed: CertificateClosing[];
  journal: { seq: number; hash: string };
  sha256: string;
}
export interface CertificateOrder {
  orderId: string;
  symbol: string;
  side: "buy" | "sell";
}
export interface CertificateClosing {
  symbol: string;
  /** Signed by the closing orders: negative was sold. */
  qty: string;
}
/** Lines of one list of a certificate; the counts beside it are complete. */
export const CERTIFICATE_LINES_MAX = 500;
/** Body of `POST /v1/controls/kill-switch`. */
export interface KillCommand {
  action: "engage" | "release";
  /** Needed to engage, 1 to 3; null or absent to release. */
  level?: number | null | undefined;
  reason?: string | undefined;
  /** Level 3: `FLATTEN n` with n open positions (`FLATTEN` for the local token); release: the mode's name. */
  confirm?: string | undefined;
}

/** Schema of {@link FlatCertificate}. */
export const flatCertificateSchema: z.ZodType<FlatCertificate> = z.object({
  seq: z.int(),
  t: isoTime,
  accounts: z.array(z.string()),
  engagedSeq: z.int(),
  engagedAt: isoTime,
  engagedBy: z.string(),
  reason: z.string(),
  cancelledOrders: z.int(),
  closedLots: z.int(),
  cancelled: z.array(z.object({ orderId: z.string(), symbol: z.string(), side: z.enum(["buy", "sell"]) })),
  closed: z.array(z.object({ symbol: z.string(), qty: decimalText })),
  journal: z.object({ seq: z.int(), hash: z.string() }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/** Schema of {@link KillState}. */
export const killStateSchema: z.ZodType<KillState> = z.object({
  state: z.enum(TRADING_STATES),
  level: z.int().min(0).max(3),
  scope: z.literal("all"),
  engagedAt: isoTime.nullable(),
  engagedBy: z.string().nullable(),
  reason: z.string().nullable(),
  progress: z.object({
    openPositions: z.int(),
    openOrders: z.int(),
    workingEntries: z.int(),
    workingExits: z.int(),
    cancelledOrders: z.int(),
    closedLots: z.int(),
    waitingFor: z.array(z.string()),
  }),
  certificate: flatCertificateSchema.nullable(),
});
/** Older clients say activate and deactivate. */
const OLDER_ACTIONS = { engage: "engage", release: "release", activate: "engage", deactivate: "release" } as const;
/** Schema of {@link KillCommand}. */
export const killCommandSchema: z.ZodType<KillCommand> = z.strictObject({
  action: z.enum(["engage", "release", "activate", "deactivate"]).transform((word) => OLDER_ACTIONS[word]),
  level: z.int().min(1).max(3).nullable().optional(),
  reason: z.string().max(500).optional(),
  confirm: z.string().max(100).optional(),
});
