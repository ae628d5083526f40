import type { ReactNode } from "react";
import { ErrorNote } from "../components/error-note.tsx";
import type { CommandPhase } from "./use-kill-command.ts";

/** What becomes of a command: on the way, tried again, refused. */
export function CommandNote({ phase }: { readonly phase: CommandPhase }): ReactNode {
  if (phase.kind === "refused") return <ErrorNote error={phase.error} />;
  if (phase.kind === "sending") return <p role="status">Sending…</p>;
  if (phase.kind !== "trying") return null;
  return (
    <div role="status" className="rounded-md border border-warning px-3 py-2">
      <p className="font-medium">Checking… no answer after {phase.tries === 1 ? "1 try" : `${phase.tries} tries`}.</p>
      <p className="text-muted">
        {phase.error.message}. The same command goes out again until the server answers; it acts once. Keep this open.
        If the server does not come back: Ctrl-C where it runs ends all trading; positions then stay as they are.
      </p>
    </div>
  );
}
