import type { ReactNode } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { sessionDay } from "../../format/time.ts";

/** First and last trading day of a run, days of the exchange. */
export function RunPeriod({ run }: { readonly run: Pick<RunRow, "from" | "to"> }): ReactNode {
  if (run.from === null || run.to === null) return <span className="text-muted">data not read yet</span>;
  return (
    <span className="sm:whitespace-nowrap">
      <Day at={run.from} /> – <Day at={run.to} />
    </span>
  );
}

/** A trading day of the exchange. */
export function Day({ at }: { readonly at: string }): ReactNode {
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {sessionDay(Date.parse(at))}
    </time>
  );
}
