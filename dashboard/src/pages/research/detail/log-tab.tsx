import type { ReactNode } from "react";
import { EmptyNote } from "../../../components/empty-note.tsx";

/** What the run said while it worked. */
export function LogTab({ lines }: { readonly lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return <EmptyNote title="Nothing was logged">The run had nothing to say.</EmptyNote>;
  return (
    <div
      role="log"
      aria-live="off"
      aria-label="Log of the run"
      tabIndex={0}
      className="max-h-[60vh] overflow-auto rounded-md border border-line bg-background p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
    >
      {lines.join("\n")}
    </div>
  );
}
