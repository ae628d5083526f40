import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatasetRow } from "../../contract/run-options.ts";
import { nyseSessions } from "../../data/calendar/nyse-calendar.ts";
import { listDatasets } from "../../data/catalogue/list-datasets.ts";
import type { DatasetRow as CatalogueRow } from "../../data/catalogue/list-datasets.ts";
import { parseSeries } from "../../data/catalogue/series.ts";
import { sampleFacts } from "./sample-market.ts";

/** How a worker gets at the bars; nothing of it comes from a client. */
export type DataSource =
  | { readonly kind: "sample" }
  | {
      readonly kind: "catalogue";
      readonly adjust: "raw" | "split";
      readonly session: "regular" | "all";
      /** Longest bars that may be read; shorter ones are added up. */
      readonly timeframeSeconds: number;
    };

/** A dataset that a run can name. */
export interface Dataset {
  readonly row: DatasetRow;
  readonly source: DataSource;
  readonly timeframeSeconds: number;
  /** Changes when the bars do. */
  readonly fingerprint: string;
}

/** Everything there is to run over: the catalogue, and the sample market where trading itself is on one. */
export function readDatasets(dataDir: string, hasSample: boolean): Dataset[] {
  const rows = listDatasets(dataDir).datasets.filter((row) => parseSeries(row.resolution)?.kind === "trade");
  const byLength = Map.groupBy(rows, (row) => `${row.resolution}:${row.session}`);
  const groups = [...byLength.values()].filter((group) => group.length > 1);
  return [
    ...(hasSample ? [sampleDataset()] : []),
    ...groups.map((group) => catalogueDataset(dataDir, group, `catalogue:${group[0]?.resolution ?? ""}`)),
    ...rows.map((row) => catalogueDataset(dataDir, [row], `catalogue:${row.symbol}:${row.resolution}`)),
  ];
}

function sampleDataset(): Dataset {
  const { symbols, from, to, sessions, bars, name } = sampleFacts();
  return {
    row: {
      id: "sample",
      symbols: [...symbols],
      interval: "1m",
      from,
      to,
      sessions,
      bars,
      gaps: [],
      gapCount: 0,
      adjustment: "raw",
      source: name,
    },
    source: { kind: "sample" },
    timeframeSeconds: 60,
    fingerprint: name,
  };
}

/** One instrument of the catalogue, or all that have bars of one length, over the days that all of them have. */
function catalogueDataset(dataDir: string, group: readonly CatalogueRow[], id: string): Dataset {
  const [first] = group;
  const from = group.map((row) => row.from.slice(0, 10)).reduce((a, b) => (a > b ? a : b));
  const to = group.map((row) => row.to.slice(0, 10)).reduce((a, b) => (a < b ? a : b));
  const hasActions = group.every((row) => row.hasActions && row.adjustment === "raw");
  const timeframeSeconds = parseSeries(first?.resolution ?? "")?.timeframeSeconds ?? 0;
  const session = first?.session ?? "regular";
  return {
    row: {
      id: session === "all" && group.length > 1 ? `${id}:all` : id,
      symbols: group.map((row) => row.symbol),
      interval: first?.resolution ?? "",
      from,
      to,
      sessions: nyseSessions(from, to).length,
      bars: group.reduce((sum, row) => sum + row.rows, 0),
      gaps: [],
      gapCount: group.reduce((sum, row) => sum + (row.gaps ?? 0), 0),
      adjustment: hasActions ? "split" : (first?.adjustment ?? "unknown"),
      source: group.length === 1 ? (first?.sources.join(", ") ?? "") : `${group.length} datasets`,
    },
    source: { kind: "catalogue", adjust: hasActions ? "split" : "raw", session, timeframeSeconds },
    timeframeSeconds,
    fingerprint: fingerprintOf(dataDir, group),
  };
}

/** A manifest is written anew by every import that changes anything, and so are splits and dividends. */
function fingerprintOf(dataDir: string, group: readonly CatalogueRow[]): string {
  const hash = createHash("sha256");
  for (const row of group) {
    const folder = join(dataDir, "catalogue", row.symbol);
    const files = [join(folder, row.resolution, "dataset.json"), join(folder, "actions.json")];
    const states = files.map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat === undefined ? null : [stat.mtimeMs, stat.size];
    });
    hash.update(JSON.stringify([row, states]));
  }
  return hash.digest("hex");
}
