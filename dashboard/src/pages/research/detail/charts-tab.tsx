import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { runEquityQuery } from "../../../api/run-queries.ts";
import { PartContent } from "./part-content.tsx";
import { RunEquityView } from "./run-equity-view.tsx";

const POLL_MS = 2_000;
const HEIGHT_PX = 420;

interface ChartsTabProps {
  readonly id: string;
  readonly isMoving: boolean;
  readonly benchmark: string;
}

/** Equity against the benchmark, over its drawdown. */
export function ChartsTab({ id, isMoving, benchmark }: ChartsTabProps): ReactNode {
  const query = useQuery({ ...runEquityQuery(id), refetchInterval: isMoving ? POLL_MS : false });
  return (
    <PartContent
      query={query}
      height={HEIGHT_PX}
      name="equity curve"
      isMoving={isMoving}
      isEmpty={(equity) => equity.points.length === 0}
    >
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
