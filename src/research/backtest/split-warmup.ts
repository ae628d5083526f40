import type { SessionTable } from "../../core/model/session-table.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { DataOptions } from "./resolve-run.ts";
import type { RunWarning } from "./run-warning.ts";
import { viewBars } from "./view-bars.ts";

/** Bars of a run and those before it, both in InstrumentIndex order. */
export interface WarmupSplit {
  readonly bars: readonly BarColumns[];
  readonly warmupBars: readonly BarColumns[];
}

/** Cuts columns at the session of `from` and keeps the last `warmupBars` rows before it; throws a {@link Failure} without a row after it. */
export function splitWarmup(
  all: readonly BarColumns[],
  { from, warmupBars, path }: Pick<DataOptions, "from" | "warmupBars" | "path">,
  table: SessionTable,
): WarmupSplit {
  const session = table.days.findIndex((day) => day >= (from ?? ""));
  const start = session < 0 ? Number.POSITIVE_INFINITY : (table.opens[session] as number);
  const cuts = all.map((columns) => rowFrom(columns, start));
  const empty = all.find((columns, i) => cuts[i] === columns.count);
  if (empty !== undefined) {
    throw new Failure({
      code: "NO_BARS",
      exitCode: EXIT.badData,
      message: `${path} has no bar of ${empty.symbol} from ${from} on.`,
      hint: "Choose an earlier --from.",
    });
  }
  return {
    bars: all.map((columns, i) => viewBars(columns, cuts[i] as number, columns.count)),
    warmupBars: all.map((columns, i) => {
      const cut = cuts[i] as number;
      return viewBars(columns, Math.max(0, cut - warmupBars), cut);
    }),
  };
}

/** Tells when the file did not hold as many bars before the first session as were asked for. */
export function warmupWarnings(warmup: readonly BarColumns[], wanted: number): RunWarning[] {
  return warmup
    .filter((columns) => columns.count < wanted)
    .map((columns) => ({
      code: "WARMUP_SHORT",
      text: `${columns.symbol} has ${columns.count} bars before the first session, ${wanted} were to warm up on.`,
    }));
}

/** First row that opens at or after `start`. */
function rowFrom(columns: BarColumns, start: number): number {
  let low = 0;
  let high = columns.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns.tsOpen[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
