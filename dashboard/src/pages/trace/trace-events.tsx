import type { ReactNode } from "react";
import type { TraceEvent } from "../../../../src/contract/decision-trace.ts";
import { Time } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";

/** Each event with its place in the journal and its time to the millisecond. */
export function TraceEvents({ events }: { readonly events: readonly TraceEvent[] }): ReactNode {
  if (events.length === 0) return <p className="text-muted">No events.</p>;
  return (
    <ol className="divide-y divide-line">
      {events.map((event, index) => (
        <li key={`${event.seq}-${index}`} className="flex flex-wrap items-baseline gap-x-3 py-1">
          <span className="text-muted">
            <Time at={event.t} kind="ms" withZone={index === 0} />
          </span>
          <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
            <span className="text-muted">{wordsOf(event.kind)}</span> {event.title}
            {event.detail === null ? null : <span className="block text-sm text-muted">{event.detail}</span>}
          </span>
          <span className="text-xs text-muted">seq {event.seq}</span>
        </li>
      ))}
    </ol>
  );
}
