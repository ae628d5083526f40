import { readCatalogueRun } from "../../data/catalogue/read-catalogue-run.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { BACKTEST_OPTIONS } from "../../research/backtest/core-config.ts";
import type { DataOptions, ResolvedRun } from "../../research/backtest/resolve-run.ts";
import { resolvePortfolio } from "../../research/backtest/resolve-run.ts";
import { catalogueFailure } from "../../research/backtest/catalogue-failure.ts";

/** What `--data` says when the bars are those of the catalogue in the data directory. */
const CATALOGUE = "catalogue";

/** Resolves a run over the files that `--data` names, or over the catalogue. */
export async function resolveBars(
  strategies: readonly StrategyFile[],
  options: DataOptions,
  source: { readonly named: string | null; readonly dataDir: string },
): Promise<ResolvedRun> {
  if (source.named !== CATALOGUE) return resolvePortfolio(strategies, options);
  const { from, to, adjust, session, benchmark } = options;
  const own = strategies.flatMap((file) => file.instruments);
  const instruments = benchmark === "own" || benchmark === "none" ? own : [...own, benchmark];
  const wanted = {
    instruments: [...new Set(instruments)],
    timeframeSeconds: Math.min(...strategies.map((file) => file.timeframeSeconds)),
  };
  const read = await readCatalogueRun(source.dataDir, wanted, { from, to, adjust, session });
  if (!read.ok) throw catalogueFailure(read.faults);
  return resolvePortfolio(strategies, { ...options, path: CATALOGUE }, BACKTEST_OPTIONS, read);
}
