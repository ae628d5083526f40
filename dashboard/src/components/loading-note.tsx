import { type ReactNode, useEffect, useState } from "react";

const SKELETON_MS = 150;
const SLOW_MS = 10_000;
const GIVEN_UP_MS = 30_000;

interface LoadingNoteProps {
  readonly height: number;
  readonly onRetry: () => unknown;
}

/** Placeholder of the final size: nothing for 150 ms, then a skeleton, after 10 s with a retry. */
export function LoadingNote({ height, onRetry }: LoadingNoteProps): ReactNode {
  const [stage, setStage] = useState<"blank" | "skeleton" | "slow" | "over">("blank");
  useEffect(() => {
    const timers = [
      setTimeout(() => setStage("skeleton"), SKELETON_MS),
      setTimeout(() => setStage("slow"), SLOW_MS),
      setTimeout(() => setStage("over"), GIVEN_UP_MS),
    ];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div style={{ minHeight: height }} aria-busy={stage !== "over"}>
      {stage === "skeleton" || stage === "slow" ? <div className="skeleton" style={{ height }} /> : null}
      {stage === "slow" || stage === "over" ? (
        <p role="status" className="mt-2 flex items-center gap-3">
          {stage === "slow" ? "Still loading…" : "No answer for 30 s."}
          <button type="button" className="button" onClick={() => onRetry()}>
            Retry
          </button>
        </p>
      ) : (
        <span className="sr-only">Loading</span>
      )}
    </div>
  );
}
