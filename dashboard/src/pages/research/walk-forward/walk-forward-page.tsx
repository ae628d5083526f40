import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Info } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { WalkForward } from "../../../../../src/contract/walk-forward.ts";
import { isUnderWay, runQuery, walkForwardQuery } from "../../../api/run-queries.ts";
import { WindowGantt } from "../../../charts/window-gantt.tsx";
import { PageFrame } from "../../../components/page-frame.tsx";
import { Panel } from "../../../components/panel.tsx";
import { shortId, wordsOf } from "../../../format/words.ts";
import { FigureTable } from "../detail/figure-groups.tsx";
import { GateTable } from "../detail/gate-table.tsx";
import { NoPart, PartContent } from "../detail/part-content.tsx";
import { OutOfSampleEquity } from "./out-of-sample-equity.tsx";
import { StabilityPanel } from "./stability-panel.tsx";
import { WalkForwardTiles } from "./walk-forward-tiles.tsx";
import { PickedWindow, WindowTable } from "./window-table.tsx";

/** A walk-forward: its windows, what it found on days that the choice did not see, and how steady the choice was. */
export function WalkForwardPage(): ReactNode {
  const { id } = useParams({ from: "/shell/runs/$id/walk-forward" });
  const run = useQuery(runQuery(id));
  const isMoving = run.data !== undefined && isUnderWay(run.data.data.run);
  const query = useQuery({ ...walkForwardQuery(id), enabled: !isMoving });
  const back = (
    <Link to="/runs/$id" params={{ id }} className="link">
      Run {shortId(id)}
    </Link>
  );
  return (
    <PageFrame title={`Walk-forward ${shortId(id)}`} actions={back}>
      {isMoving ? (
        <NoPart name="windows" isMoving />
      ) : (
        <PartContent
          query={query}
          height={400}
          name="windows"
          isEmpty={(walk: WalkForward) => walk.windows.length === 0}
        >
          {(walk) => <WalkForwardView id={id} walk={walk} />}
        </PartContent>
      )}
    </PageFrame>
  );
}

function WalkForwardView({ id, walk }: { readonly id: string; readonly walk: WalkForward }): ReactNode {
  const [picked, setPicked] = useState<number | null>(null);
  const window = walk.windows.find(({ n }) => n === picked);
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="panel flex items-start gap-2 border-l-4 border-l-accent px-3 py-2">
        <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
        <span>
          <b>Out of sample only.</b> Every aggregated figure on this page is from the test days, which the choice of the
          parameters did not see.
        </span>
      </p>
      <WalkForwardTiles walk={walk} />
      <Panel title="Windows">
        <WindowGantt
          windows={walk.windows}
          picked={picked}
          onPick={(n) => setPicked((now) => (now === n ? null : n))}
        />
        <div aria-live="polite">{window === undefined ? null : <PickedWindow window={window} />}</div>
      </Panel>
      <Panel title={`Each window (${wordsOf(walk.objective)})`}>
        <WindowTable windows={walk.windows} picked={picked} />
      </Panel>
      <Panel title="Equity out of sample">
        <OutOfSampleEquity id={id} />
      </Panel>
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <Panel title="Figures out of sample">
          <FigureTable caption="Figures out of sample" lines={walk.lines} />
        </Panel>
        <Panel title="Gates">
          <GateTable gates={walk.gates} />
        </Panel>
      </div>
      <StabilityPanel stability={walk.stability} />
    </div>
  );
}
