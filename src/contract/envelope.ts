import { z } from "zod";
import { type Mode, modeSchema } from "./mode.ts";
import { isoTime } from "./text.ts";

/** Where a list goes on: `next` is the cursor of the following page, null on the last. */
export interface Page {
  next: string | null;
  total: number;
}
/** How many parts of a total are missing, and why. */
export interface PartialTotal {
  missing: number;
  of: number;
  reason: string;
}
/** What every answer says about itself. */
export interface Meta {
  /** Time of the newest fact inside. */
  asOf: string;
  /** Position in the journal the numbers are the fold of. */
  seq: number;
  mode: Mode;
  /** Older than this is stale; null: never. */
  staleAfterMs: number | null;
  source: "core" | "views";
  partial: PartialTotal | null;
  currency: string;
  page: Page | null;
}
/** Shape of every read. */
export interface Envelope<T> {
  data: T;
  meta: Meta;
}

/** Schema of {@link Meta}. */
export const metaSchema: z.ZodType<Meta> = z.object({
  asOf: isoTime,
  seq: z.int().min(0),
  mode: modeSchema,
  staleAfterMs: z.int().nullable(),
  source: z.enum(["core", "views"]),
  partial: z.object({ missing: z.int(), of: z.int(), reason: z.string() }).nullable(),
  currency: z.string(),
  page: z.object({ next: z.string().nullable(), total: z.int() }).nullable(),
});

/** Schema of an {@link Envelope} around `data`. */
export function envelopeOf<T>(data: z.ZodType<T>): z.ZodType<Envelope<T>> {
  return z.object({ data, meta: metaSchema });
}
