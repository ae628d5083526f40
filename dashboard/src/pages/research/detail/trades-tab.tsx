import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { problemCodeOf } from "../../../api/problem-error.ts";
import { runTradesQuery } from "../../../api/run-queries.ts";
import { ListContent } from "../../../tables/list-content.tsx";
import { NoPart } from "./part-content.tsx";
import { tradeColumns } from "./trade-columns.tsx";

interface TradesTabProps {
  readonly id: string;
  readonly isMoving: boolean;
  readonly currency: string;
}

/** Round trips of a run, page by page. */
export function TradesTab({ id, isMoving, currency }: TradesTabProps): ReactNode {
  // Nothing of them is written before the end.
  const query = useInfiniteQuery({ ...runTradesQuery(id), enabled: !isMoving });
  const columns = useMemo(() => tradeColumns(currency), [currency]);
  const none = <NoPart name="trades" isMoving={isMoving} />;
  if (isMoving || problemCodeOf(query.error) === "NOT_FOUND") return none;
  return <ListContent query={query} caption="Round trips" columns={columns} rowKey={(row) => row.id} empty={none} />;
}
