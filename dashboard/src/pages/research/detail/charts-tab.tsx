import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { runEquityQuery } from "../../../api/run-queries.ts";
import { NoPart, PartContent } from "./part-content.tsx";
import { RunEquityView } from "./run-equity-view.tsx";

const HEIGHT_PX = 420;
const NAME = "equity curve";

interface ChartsTabProps {
  readonly id: string;
  readonly isMoving: boolean;
  readonly benchmark: string;
}

/** Equity against the benchmark, over its drawdown. */
export function ChartsTab({ id, isMoving, benchmark }: ChartsTabProps): ReactNode {
  // Nothing of it is written before the end.
  const query = useQuery({ ...runEquityQuery(id), enabled: !isMoving });
  if (isMoving) return <NoPart name={NAME} isMoving />;
  return (
    <PartContent query={query} height={HEIGHT_PX} name={NAME} isEmpty={(equity) => equity.points.length === 0}>
      {(equity) => (
        <RunEquityView
          equity={equity}
          benchmark={benchmark}
          currency={query.data?.meta.currency ?? ""}
          heightPx={HEIGHT_PX}
        />
      )}
    </PartContent>
  );
}
