import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A command or text to take along. */
export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  return (
    <div className="grid justify-items-start gap-2">
      <pre className="w-full rounded-md border border-line bg-raised px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
