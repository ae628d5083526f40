import { Clock3 } from "lucide-react";
import type { ReactNode } from "react";
import type { Meta } from "../../../src/contract/envelope.ts";
import { formatSpan } from "../format/time.ts";
import { useStreamState } from "../stream/use-stream-state.ts";

/** Says when a panel's data is stale or incomplete; nothing while it is fine. */
export function FreshnessTag({ meta }: { readonly meta: Meta }): ReactNode {
  const state = useStreamState(meta);
  const partial = meta.partial;
  if (state.kind !== "stale" && partial === null) return null;
  return (
    <p className="mb-2 flex flex-wrap gap-2 text-xs">
      {state.kind === "stale" ? (
        <span className="inline-flex items-center gap-1 rounded border border-warning px-1.5 text-warning">
          <Clock3 aria-hidden="true" className="size-3" />
          {formatSpan(state.ageMs)} old
        </span>
      ) : null}
      {partial === null ? null : (
        <span className="rounded border border-warning px-1.5 text-warning">
          partial · {partial.missing} of {partial.of}: {partial.reason}
        </span>
      )}
    </p>
  );
}
