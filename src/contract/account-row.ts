import { z } from "zod";
import { decimalText, isoTime } from "./text.ts";

export const VERDICTS_OF_RECONCILING = ["clean", "healed", "open", "mismatch", "incomplete"] as const;
/** `clean`: equal; `healed`: equal after missed events; `open`: asked again; `mismatch`: a person is needed. */
export type ReconcileVerdict = (typeof VERDICTS_OF_RECONCILING)[number];
export const DIFFERENCE_KINDS = [
  "missed-fill",
  "missed-status",
  "order-unknown-here",
  "order-missing-there",
  "terms-differ",
  "position",
  "cash",
] as const;

/** One account: its figures, and whether its state at the venue is known. */
export interface AccountRow {
  id: string;
  currency: string;
  equity: string | null;
  cash: string | null;
  /** No new exposure is taken while it is. */
  isBlocked: boolean;
  blockReason: string | null;
  blockedSince: string | null;
  lastVerdict: ReconcileVerdict | null;
  lastReconciledAt: string | null;
}
/** One comparison of an account with its venue. */
export interface ReconciliationRow {
  id: string;
  seq: number;
  t: string;
  account: string;
  verdict: ReconcileVerdict;
  diffs: ReconciliationDiff[];
}
/** One difference; `ours` and `theirs` are units of the instrument or money, as `what` says. */
export interface ReconciliationDiff {
  what: (typeof DIFFERENCE_KINDS)[number];
  orderId: string | null;
  symbol: string | null;
  ours: string;
  theirs: string;
}

const verdict = z.enum(VERDICTS_OF_RECONCILING);
/** Schema of {@link AccountRow}. */
export const accountRowSchema: z.ZodType<AccountRow> = z.object({
  id: z.string(),
  currency: z.string(),
  equity: decimalText.nullable(),
  cash: decimalText.nullable(),
  isBlocked: z.boolean(),
  blockReason: z.string().nullable(),
  blockedSince: isoTime.nullable(),
  lastVerdict: verdict.nullable(),
  lastReconciledAt: isoTime.nullable(),
});
/** Schema of {@link ReconciliationRow}. */
export const reconciliationRowSchema: z.ZodType<ReconciliationRow> = z.object({
  id: z.string(),
  seq: z.int(),
  t: isoTime,
  account: z.string(),
  verdict,
  diffs: z.array(
    z.object({
      what: z.enum(DIFFERENCE_KINDS),
      orderId: z.string().nullable(),
      symbol: z.string().nullable(),
      ours: decimalText,
      theirs: decimalText,
    }),
  ),
});
