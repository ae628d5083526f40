import { z } from "zod";
import { isoTime } from "./text.ts";

/** Most rows of one page. */
export const PAGE_LIMIT_MAX = 500;

/** Query of every list: newest first, `cursor` is the `page.next` of the answer before. */
export interface ListQuery {
  cursor?: string | undefined;
  /** Page number from 1, for those who count pages; `cursor` wins. */
  page?: number | undefined;
  limit: number;
  strategyId?: string | undefined;
  symbol?: string | undefined;
  status?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
/** A time, or a UTC day that stands for one end of it. */
const dayOr = (clock: string): z.ZodType<string | undefined> =>
  z
    .string()
    .transform((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T${clock}` : text))
    .pipe(isoTime)
    .optional();

/** What every list may be asked. */
export const LIST_QUERY_SHAPE: { readonly [K in keyof ListQuery]-?: z.ZodType<ListQuery[K]> } = {
  cursor: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(100),
  strategyId: z.string().max(200).optional(),
  symbol: z.string().max(40).optional(),
  status: z.string().max(40).optional(),
  from: dayOr("00:00:00Z"),
  to: dayOr("23:59:59.999999Z"),
};
/** Schema of {@link ListQuery}; `status=working` on orders means: not terminal. */
export const listQuerySchema: z.ZodType<ListQuery> = z.strictObject(LIST_QUERY_SHAPE);
