import { z } from "zod";
import { isoTime } from "./text.ts";

/** The session around the market's time, or the next one when it is closed. */
export interface MarketSession {
  /** Session day of the exchange, `YYYY-MM-DD`. */
  day: string;
  isOpen: boolean;
  opensAt: string;
  closesAt: string;
}
/** Where the prices come from, how fast their time runs and why nothing moves, if so. */
export interface MarketStatus {
  /** `generated`: a made-up market; `replayed`: bars of a file. */
  source: "generated" | "replayed";
  /** Market seconds per second, as decimal text; null: as fast as the machine can. */
  speed: string | null;
  /** Market time now. */
  now: string;
  /** Zone in which the exchange counts its hours. */
  zone: string;
  calendar: string;
  /** Null behind the last session that is known. */
  session: MarketSession | null;
  /** Why the market stands still, null while it moves. */
  standstill: string | null;
}

/** Schema of {@link MarketStatus}. */
export const marketStatusSchema: z.ZodType<MarketStatus> = z.object({
  source: z.enum(["generated", "replayed"]),
  speed: z.string().nullable(),
  now: isoTime,
  zone: z.string(),
  calendar: z.string(),
  session: z.object({ day: z.string(), isOpen: z.boolean(), opensAt: isoTime, closesAt: isoTime }).nullable(),
  standstill: z.string().nullable(),
});
