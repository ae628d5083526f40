import { z } from "zod";
import { decimalText } from "./text.ts";

/** Answer 202 of an operator's command: it is in the journal at `seq` and the core did not refuse it. */
export interface CommandReceipt {
  command: string;
  seq: number;
}
const reason = z.string().max(500).optional();
/** Body of commands that need nothing but a reason. */
export interface ReasonBody {
  reason?: string | undefined;
}
/** Body of `POST /v1/orders/cancel-all`: of one account, or of all. */
export interface CancelAllBody {
  account?: string | undefined;
  reason?: string | undefined;
}
/** Body of `PATCH /v1/orders/{id}`: what is left out stays; `qty` is the whole one, filled part included. */
export interface ReplaceBody {
  qty?: string | undefined;
  limit?: string | undefined;
  stop?: string | undefined;
  reason?: string | undefined;
}
/** Body of `POST /v1/accounts/{id}/accept-venue`: the venue's word becomes ours. */
export interface AcceptVenueBody {
  reason: string;
  /** The account's id, typed. */
  confirm: string;
}

/** Schema of {@link CommandReceipt}. */
export const commandReceiptSchema: z.ZodType<CommandReceipt> = z.object({ command: z.string(), seq: z.int() });
/** Schema of {@link ReasonBody}; no body at all is one too. */
export const reasonBodySchema: z.ZodType<ReasonBody | null | undefined> = z.strictObject({ reason }).nullish();
/** Schema of {@link CancelAllBody}; no body at all means all accounts. */
export const cancelAllBodySchema: z.ZodType<CancelAllBody | null | undefined> = z
  .strictObject({ account: z.string().max(200).optional(), reason })
  .nullish();
/** Schema of {@link ReplaceBody}. */
export const replaceBodySchema: z.ZodType<ReplaceBody> = z
  .strictObject({ qty: decimalText.optional(), limit: decimalText.optional(), stop: decimalText.optional(), reason })
  .refine((body) => body.qty !== undefined || body.limit !== undefined || body.stop !== undefined, {
    message: "give qty, limit or stop",
    path: ["qty"],
  });
/** Schema of {@link AcceptVenueBody}. */
export const acceptVenueBodySchema: z.ZodType<AcceptVenueBody> = z.strictObject({
  reason: z.string().min(1).max(500),
  confirm: z.string().max(200),
});
