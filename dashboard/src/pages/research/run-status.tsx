import type { ReactNode } from "react";
import type { RunRow, RunStatus } from "../../../../src/contract/run-row.ts";
import { ProgressBar } from "../../components/progress-bar.tsx";
import { Tag, type TagTone } from "../../components/tag.tsx";
import { wordsOf } from "../../format/words.ts";

const TONES: Readonly<Record<RunStatus, TagTone>> = {
  queued: "plain",
  running: "accent",
  done: "ok",
  partial: "warning",
  cancelled: "plain",
  failed: "critical",
};

interface RunStatusMarkProps {
  readonly run: RunRow;
  /** The word alone, where the progress stands elsewhere. */
  readonly isPlain?: boolean;
}

/** Status of a run in a word, with its progress while it works. */
export function RunStatusMark({ run, isPlain = false }: RunStatusMarkProps): ReactNode {
  return (
    <span className="flex items-center gap-x-2 max-sm:flex-wrap">
      <Tag tone={TONES[run.status]}>{wordsOf(run.status)}</Tag>
      {run.status === "running" && !isPlain ? (
        <ProgressBar label={`Progress of run ${run.id}`} progress={run.progress} etaSeconds={run.etaSeconds} />
      ) : null}
    </span>
  );
}
