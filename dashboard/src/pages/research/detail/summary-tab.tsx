import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { isUnderWay } from "../../../api/run-queries.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { FigureGroups } from "./figure-groups.tsx";

/** Every figure by group, beside the benchmark. */
export function SummaryTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  if (detail.lines.length > 0) return <FigureGroups lines={detail.lines} />;
  return (
    <Panel title="Figures">
      <EmptyNote title="No figures yet">
        {isUnderWay(detail.run) ? "They appear when the run is done." : "The run ended before there were any."}
      </EmptyNote>
    </Panel>
  );
}
