import { Link } from "@tanstack/react-router";
import type { RunRow } from "../../../../../src/contract/run-row.ts";
import { LineSwatch } from "../../../charts/line-legend.tsx";
import { LINE_LOOKS } from "../../../charts/line-looks.ts";
import type { PlainHead } from "../../../components/plain-table.tsx";
import { shortId } from "../../../format/words.ts";
import { typeWord } from "../run-words.ts";

/** Names of the runs, each another: strategy and the end of the id. */
export function comparedNames(runs: readonly RunRow[]): readonly string[] {
  return runs.map((run) => `${run.strategyIds.join(", ")} ${shortId(run.id)}`);
}

/** Heads of the runs' columns: the line of the chart, the run and the way to it. */
export function comparedHeads(runs: readonly RunRow[], isNumeric: boolean): readonly PlainHead[] {
  const names = comparedNames(runs);
  return runs.map((run, at) => ({
    text: names[at] ?? run.id,
    isNumeric,
    content: (
      <span className={`inline-grid py-1 ${isNumeric ? "justify-items-end" : ""}`}>
        <LineSwatch look={LINE_LOOKS[at % LINE_LOOKS.length] ?? { colour: "--text", dash: "solid" }} />
        <Link to="/runs/$id" params={{ id: run.id }} className="link" title={run.id}>
          {run.strategyIds.join(", ")} <span className="font-mono">{shortId(run.id)}</span>
        </Link>
        <span className="font-normal">{typeWord(run.type)}</span>
      </span>
    ),
  }));
}
