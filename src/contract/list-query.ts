import { z } from "zod";
import { isoTime } from "./text.ts";

/** Most rows of one page. */
export const PAGE_LIMIT_MAX = 500;

/** Query of every list: newest first, `cursor` is the `page.next` of the answer before. */
export interface ListQuery {
  cursor?: string | undefined;
  limit: number;
  strategyId?: string | undefined;
  symbol?: string | undefined;
  status?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
/** Schema of {@link ListQuery}; `status=working` on orders means: not terminal. */
export const listQuerySchema: z.ZodType<ListQuery> = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(100),
  strategyId: z.string().max(200).optional(),
  symbol: z.string().max(40).optional(),
  status: z.string().max(40).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
});
