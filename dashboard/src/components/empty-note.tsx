import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

interface EmptyNoteProps {
  readonly title: string;
  /** Why it is empty and what to do next. */
  readonly children?: ReactNode;
  readonly command?: string;
}

/** Nothing here, why, and the next step. */
export function EmptyNote({ title, children, command }: EmptyNoteProps): ReactNode {
  return (
    <div className="px-2 py-8 text-center">
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="text-muted mx-auto mt-1 max-w-prose">{children}</div>}
      {command === undefined ? null : (
        <div className="mx-auto mt-3 flex max-w-full flex-wrap items-center justify-center gap-2">
          <code className="rounded bg-raised px-2 py-1 font-mono text-xs wrap-anywhere">{command}</code>
          <CopyButton text={command} label="Copy command" />
        </div>
      )}
    </div>
  );
}
