import { Circle, CircleDashed, CircleDot, CircleOff, LoaderCircle, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Meta } from "../../../src/contract/envelope.ts";
import { formatSpan } from "../format/time.ts";
import type { StreamState } from "../stream/stream-state.ts";
import { useStreamState } from "../stream/use-stream-state.ts";

interface Look {
  readonly icon: LucideIcon;
  readonly tone: string;
  readonly text: string;
}

function lookOf(state: StreamState): Look {
  switch (state.kind) {
    case "connecting":
      return { icon: LoaderCircle, tone: "text-muted", text: "Connecting" };
    case "live":
      return { icon: CircleDot, tone: "text-ok", text: "Live" };
    case "quiet":
      return { icon: Circle, tone: "text-ok", text: "Live · quiet" };
    case "stale":
      return { icon: CircleDashed, tone: "text-warning", text: "Stale" };
    case "polling":
      return { icon: CircleDashed, tone: "text-warning", text: "Polling · 5 s" };
    case "disconnected":
      return { icon: CircleOff, tone: "text-critical", text: "Disconnected" };
  }
}

/** State of the stream with the age of the data; only the word is announced, never the age. */
export function StreamBadge({ meta }: { readonly meta: Meta | null }): ReactNode {
  const state = useStreamState(meta);
  const look = lookOf(state);
  const age = state.kind === "live" || state.kind === "stale" ? formatSpan(state.ageMs) : null;
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${look.tone}`} data-stream-state={state.kind}>
      <look.icon aria-hidden="true" className="size-3.5" />
      <span role="status">{look.text}</span>
      {age === null ? null : <span className="inline-block min-w-12 text-muted">{age}</span>}
    </span>
  );
}
