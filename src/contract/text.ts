import { z } from "zod";

/** Decimal number as text, never a binary float: `-12.50`, `0`, `1024310.55`. */
export const decimalText: z.ZodType<string> = z.string().regex(/^-?\d{1,24}(\.\d{1,10})?$/, "a decimal number as text");
/** Fraction as decimal text: `0.0525` is 5.25 %. */
export const ratioText: z.ZodType<string> = decimalText;
/** ISO 8601 in UTC: `2025-03-04T19:32:07.412Z`. */
export const isoTime: z.ZodType<string, string> = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/, "ISO 8601 in UTC");
/** A session by its date at the exchange: `2025-03-04`. */
export const sessionDate: z.ZodType<string, string> = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date like 2025-03-04");
