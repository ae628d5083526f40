import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunOptions } from "../../../../../src/contract/run-options.ts";
import { runOptionsQuery } from "../../../api/run-queries.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { PageFrame } from "../../../components/page-frame.tsx";
import { Panel } from "../../../components/panel.tsx";
import { QueryContent } from "../../../components/query-content.tsx";
import { Launcher } from "./launcher.tsx";

/** The launcher: what to run, over which bars, and what it will take. */
export function NewRunPage(): ReactNode {
  const query = useQuery({ ...runOptionsQuery, staleTime: 60_000, refetchOnWindowFocus: false });
  const { strategyId } = useSearch({ from: "/shell/runs/new" });
  const back = (
    <Link to="/runs" className="link">
      All runs
    </Link>
  );
  return (
    <PageFrame title="New run" actions={back}>
      <QueryContent
        query={query}
        height={600}
        isEmpty={(options: RunOptions) => options.strategies.length === 0 || options.datasets.length === 0}
        empty={<NothingToRun hasStrategies={(query.data?.data.strategies.length ?? 0) > 0} />}
      >
        {(options) => <Launcher options={options} strategyId={strategyId} />}
      </QueryContent>
    </PageFrame>
  );
}

function NothingToRun({ hasStrategies }: { readonly hasStrategies: boolean }): ReactNode {
  return (
    <Panel title="Nothing to run yet">
      {hasStrategies ? (
        <EmptyNote title="No bars yet" command="agenttrader data import bars.csv">
          A run needs bars. Import a file, then open this page again.
        </EmptyNote>
      ) : (
        <EmptyNote title="No strategy that research can run">
          Put a YAML file beside the examples and restart.
        </EmptyNote>
      )}
    </Panel>
  );
}
