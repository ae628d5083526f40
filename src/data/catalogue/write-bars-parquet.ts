import type { BarColumns } from "../bar-columns.ts";
import { sqlText } from "./parquet-engine.ts";
import type { ParquetEngine } from "./parquet-engine.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * Writes bars for other programs: `ts_utc` (or the session's `date`), exact decimal prices with six
 * places, volume as a double. The catalogue reads such a file back to the same bars.
 */
export async function writeBarsParquet(engine: ParquetEngine, bars: BarColumns, path: string): Promise<void> {
  await engine.load("exported", {
    names: ["ts", "open", "high", "low", "close", "volume"],
    doubles: [bars.tsOpen, bars.openMicros, bars.highMicros, bars.lowMicros, bars.closeMicros, bars.volume],
    textName: null,
    texts: null,
  });
  const instant = "make_timestamp(CAST(ts AS BIGINT))";
  const time =
    bars.timeframeSeconds >= SECONDS_PER_DAY
      ? `CAST(${instant} AS DATE) AS date`
      : `${instant} AT TIME ZONE 'UTC' AS ts_utc`;
  const prices = ["open", "high", "low", "close"].map((name) => `CAST(${name} / 1000000 AS DECIMAL(18, 6)) AS ${name}`);
  await engine.run(
    `COPY (SELECT ${[time, ...prices].join(", ")}, volume FROM exported) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}
