import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { problemCodeOf } from "../../api/problem-error.ts";
import { traceQuery } from "../../api/queries.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { EmptyNote } from "../../components/empty-note.tsx";
import { FillList } from "../../components/fill-list.tsx";
import { PageFrame } from "../../components/page-frame.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { SignalFacts } from "../../components/signal-facts.tsx";
import { countOf, shortId } from "../../format/words.ts";
import { CheckList } from "./check-list.tsx";
import { SizingSteps } from "./sizing-steps.tsx";
import { TraceEvents } from "./trace-events.tsx";
import { TraceOrders } from "./trace-orders.tsx";
import { TraceOutcome } from "./trace-outcome.tsx";
import { TraceSearch } from "./trace-search.tsx";
import { TraceStation } from "./trace-station.tsx";

/** Why: all that is known of one signal, from its arrival to its result. */
export function TracePage(): ReactNode {
  const { id } = useParams({ from: "/shell/trace/$id" });
  const query = useQuery(traceQuery(id));
  const trace = query.data?.data;
  const currency = query.data?.meta.currency ?? "";
  const actions = (
    <div className="flex flex-wrap items-center gap-2">
      {trace === undefined ? null : <CopyButton text={JSON.stringify(trace, null, 2)} label="Copy as JSON" />}
      <TraceSearch />
    </div>
  );
  return (
    <PageFrame title={`Decision trace ${shortId(id)}`} actions={actions}>
      {problemCodeOf(query.error) === "NOT_FOUND" ? (
        <EmptyNote title="No events for this id">Search with the id of a signal, a receipt or an order.</EmptyNote>
      ) : (
        <QueryContent query={query} height={480}>
          {({ signal, decision, steps, checks, orders, fills, timeline }) => (
            <>
              <TraceOutcome signal={signal} decision={decision} orders={orders} />
              <ol className="relative ml-2 max-w-5xl border-l-2 border-line">
                <TraceStation title="Signal" note={signal === null ? "not kept" : undefined}>
                  {signal === null ? null : <SignalFacts signal={signal} />}
                </TraceStation>
                <TraceStation title="Sizing" note={countOf(steps.length, "step")}>
                  <SizingSteps steps={steps} qty={decision?.qty ?? null} />
                </TraceStation>
                <TraceStation title="Checks" note={countOf(checks.length, "check")}>
                  <CheckList checks={checks} />
                </TraceStation>
                <TraceStation title="Orders" note={countOf(orders.length, "order")}>
                  <TraceOrders orders={orders} />
                </TraceStation>
                <TraceStation title="Fills" note={countOf(fills.length, "fill")}>
                  <FillList fills={fills} currency={currency} />
                </TraceStation>
                <TraceStation title="Everything in order of the journal" note={countOf(timeline.length, "event")}>
                  <TraceEvents events={timeline} />
                </TraceStation>
              </ol>
            </>
          )}
        </QueryContent>
      )}
    </PageFrame>
  );
}
