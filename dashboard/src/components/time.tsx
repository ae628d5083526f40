import type { ReactNode } from "react";
import { exactTime, formatTime, type TimeKind, viewerZone, zoneName } from "../format/time.ts";

interface TimeProps {
  /** ISO 8601 in UTC; null: it has not happened. */
  readonly at: string | null;
  readonly kind: TimeKind;
  /** Prints the zone behind; leave it out only where a header has it. */
  readonly withZone?: boolean;
  readonly missing?: string;
}

/** The only way to print a time: in the viewer's zone, UTC and exchange time on hover. */
export function Time({ at, kind, withZone = false, missing = "has not happened" }: TimeProps): ReactNode {
  if (at === null) {
    return (
      <span className="text-muted" title={missing}>
        –<span className="sr-only"> {missing}</span>
      </span>
    );
  }
  const atMs = Date.parse(at);
  const zone = viewerZone();
  return (
    <time dateTime={at} title={exactTime(atMs)} className="whitespace-nowrap tabular-nums">
      {formatTime(kind, atMs, zone)}
      {withZone ? <span className="text-muted"> {zoneName(zone, atMs)}</span> : null}
    </time>
  );
}

/** The viewer's zone, for the head of a column of times. */
export function viewerZoneLabel(): string {
  return zoneName(viewerZone(), Date.now());
}
