import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import type { ReactNode } from "react";
import type { MarketStatus } from "../../../../src/contract/market-status.ts";
import { marketQuery, summaryQuery } from "../../api/queries.ts";
import { Num } from "../../components/num.tsx";

/** What this run is, in words: where the prices come from, how fast time runs, why nothing is bought. */
export function RunNote(): ReactNode {
  const market = useQuery(marketQuery).data;
  const killState = useQuery(summaryQuery).data?.data.killState ?? "ACTIVE";
  if (market === undefined) return null;
  const { data, meta } = market;
  return (
    <div className="mb-3 flex items-start gap-2 text-sm text-muted">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p>
        {meta.mode === "DEMO" ? <strong className="text-text">This is a demo with sample data. </strong> : null}
        {data.source === "generated"
          ? "The market is made up by a seeded generator"
          : "The market is a replayed bars file"}
        ; orders go to a simulated venue and never leave this machine. <Speed speed={data.speed} /> Times are in your
        zone unless another is named.
        {killState === "ACTIVE" ? null : (
          <strong className="text-text"> No new entries: trading is stopped ({killState}) until it is released.</strong>
        )}
        {data.standstill === null ? null : (
          <strong className="text-text"> Nothing trades now: {data.standstill}.</strong>
        )}
      </p>
    </div>
  );
}

function Speed({ speed }: Pick<MarketStatus, "speed">): ReactNode {
  if (speed === null) return "Its time runs as fast as the machine can.";
  if (speed === "1") return "Its time runs as fast as yours.";
  return (
    <>
      Its time runs{" "}
      <b className="text-text">
        <Num kind="qty" value={speed} /> times
      </b>{" "}
      as fast as yours, closed hours are skipped.
    </>
  );
}
