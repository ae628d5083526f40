import type { Envelope } from "../contract/envelope.ts";
import type { QueryResult } from "../contract/query-port.ts";
import { ProblemError } from "./problem-error.ts";
import type { ServerOptions } from "./server-options.ts";

/** Prices move, so what holds them is stale soon; history never is. */
export const STALE = { price: 5_000, account: 15_000, never: null } as const;

/** Puts the envelope around what a query returned. */
export function envelopeOfResult<T>(
  options: ServerOptions,
  result: QueryResult<T>,
  staleAfterMs: number | null,
): Envelope<T> {
  const { data, asOf, asOfSeq, partial, currency, page } = result;
  const stale = options.isRealTime ? staleAfterMs : null;
  return {
    data,
    meta: { asOf, seq: asOfSeq, mode: options.mode, staleAfterMs: stale, source: "views", partial, currency, page },
  };
}

/** The envelope around what the core said from memory. */
export function envelopeOfCore<T>(options: ServerOptions, data: T, asOf: string | null = null): Envelope<T> {
  const { asOfSeq } = options.queries.health();
  return {
    data,
    meta: {
      asOf: asOf ?? new Date(options.now()).toISOString(),
      seq: asOfSeq,
      mode: options.mode,
      staleAfterMs: null,
      source: "core",
      partial: null,
      currency: "",
      page: null,
    },
  };
}

/** The same for one thing that may not be there. */
export function foundOrProblem<T>(result: QueryResult<T | null>): QueryResult<T> {
  if (result.data === null) throw new ProblemError("NOT_FOUND", "There is nothing with this id.");
  return result as QueryResult<T>;
}
