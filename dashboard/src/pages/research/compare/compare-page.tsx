import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunComparison } from "../../../../../src/contract/run-comparison.ts";
import { runComparisonQuery } from "../../../api/run-queries.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { PageFrame } from "../../../components/page-frame.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";
import { QueryContent } from "../../../components/query-content.tsx";
import { Notes } from "../detail/verdict-strip.tsx";
import { comparedIds } from "../run-search.ts";
import { ComparedEquity } from "./compared-equity.tsx";
import { ComparedFigures } from "./compared-figures.tsx";
import { comparedHeads, comparedNames } from "./compared-heads.tsx";

/** Two to six runs side by side: figures, equity and what differs between them. */
export function ComparePage(): ReactNode {
  const ids = comparedIds(useSearch({ from: "/shell/runs/compare" }).ids);
  const back = (
    <Link to="/runs" className="link">
      All runs
    </Link>
  );
  return (
    <PageFrame title="Compare runs" actions={back}>
      {ids.length < 2 ? (
        <Panel title="Figures">
          <EmptyNote title="Pick two to six runs">Tick them in the list of runs, then choose Compare.</EmptyNote>
        </Panel>
      ) : (
        <Compared ids={ids} />
      )}
    </PageFrame>
  );
}

function Compared({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const query = useQuery(runComparisonQuery(ids));
  return (
    <QueryContent query={query} height={400}>
      {(comparison) => <ComparedView comparison={comparison} />}
    </QueryContent>
  );
}

function ComparedView({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const { runs, differences } = comparison;
  const names = comparedNames(runs);
  const warned = runs.flatMap((run, at) =>
    run.warnings.map((note) => ({ code: note.code, text: `${names[at] ?? run.id}: ${note.text}` })),
  );
  return (
    <div className="grid grid-cols-1 gap-3">
      {warned.length === 0 ? null : (
        <Panel title="Before you read the figures" className="border-warning">
          <Notes notes={warned} />
        </Panel>
      )}
      <Panel title="Figures">
        <ComparedFigures comparison={comparison} />
      </Panel>
      <Panel title="Equity, 100 at the start">
        <ComparedEquity comparison={comparison} />
      </Panel>
      <Panel title="What differs in their settings">
        {differences.length === 0 ? (
          <EmptyNote title="Nothing differs">The runs were set up alike.</EmptyNote>
        ) : (
          <PlainTable
            caption="What differs in their settings"
            heads={[{ text: "Setting" }, ...comparedHeads(runs, false)]}
            rows={differences.map(({ label, values }) => ({
              id: label,
              cells: [
                label,
                ...values.map((value) => <span className="wrap-anywhere">{value === "" ? "–" : value}</span>),
              ],
            }))}
          />
        )}
      </Panel>
    </div>
  );
}
