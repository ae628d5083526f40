import type { ReactNode } from "react";
import { CopyButton } from "../components/copy-button.tsx";
import { ErrorNote } from "../components/error-note.tsx";
import type { CommandPhase } from "./use-kill-command.ts";

interface CommandNoteProps {
  readonly phase: CommandPhase;
  /** Command-line twin, offered while the server does not answer. */
  readonly command: string;
}

/** What becomes of a command: on the way, tried again, refused. */
export function CommandNote({ phase, command }: CommandNoteProps): ReactNode {
  if (phase.kind === "refused") return <ErrorNote error={phase.error} />;
  if (phase.kind === "sending") return <p role="status">Sending…</p>;
  if (phase.kind !== "trying") return null;
  return (
    <div role="status" className="rounded-md border border-warning px-3 py-2">
      <p className="font-medium">Checking… no answer after {phase.tries === 1 ? "1 try" : `${phase.tries} tries`}.</p>
      <p className="text-muted">
        {phase.error.message}. The same command goes out again until the server answers; it acts once. Keep this open,
        or use the command line:
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="rounded bg-raised px-2 py-1 font-mono text-xs">{command}</code>
        <CopyButton text={command} label="Copy command" />
      </p>
    </div>
  );
}
