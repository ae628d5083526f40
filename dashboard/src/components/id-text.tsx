import type { ReactNode } from "react";
import { shortId } from "../format/words.ts";
import { CopyButton } from "./copy-button.tsx";

/** An id: its last 8 characters, the whole of it on copy. */
export function IdText({ id, canCopy = false }: { readonly id: string; readonly canCopy?: boolean }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <span className="font-mono text-[0.92em]" title={id}>
        {shortId(id)}
      </span>
      {canCopy ? <CopyButton text={id} label={`Copy id ${id}`} isIcon /> : null}
    </span>
  );
}
