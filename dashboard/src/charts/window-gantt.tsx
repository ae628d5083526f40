import { type ReactNode, useId } from "react";
import type { WalkForwardWindow } from "../../../src/contract/walk-forward.ts";
import { sessionDay } from "../format/time.ts";

interface WindowGanttProps {
  readonly windows: readonly WalkForwardWindow[];
  /** Number of the picked window; null: none. */
  readonly picked: number | null;
  readonly onPick: (n: number) => void;
}

const DAY_MS = 86_400_000;
const day = (iso: string): string => sessionDay(Date.parse(iso));

function wordsOf(window: WalkForwardWindow): string {
  const { n, trainFrom, trainTo, testFrom, testTo, isValid, isShort, reason } = window;
  const state = isValid ? "counts" : `does not count: ${reason}`;
  return `Window ${n}: train ${day(trainFrom)} to ${day(trainTo)}, test ${day(testFrom)} to ${day(testTo)}, ${state}${isShort ? ", shorter than the others" : ""}`;
}

/** Training and test periods over time: a row a window, each reachable by keyboard. */
export function WindowGantt({ windows, picked, onPick }: WindowGanttProps): ReactNode {
  const hatch = useId();
  const start = Math.min(...windows.map((window) => Date.parse(window.trainFrom)));
  const end = Math.max(...windows.map((window) => Date.parse(window.testTo)));
  const percentOf = (ms: number): number => (ms / (end - start + DAY_MS)) * 100;
  // The last session counts whole.
  const box = (from: string, to: string): { x: string; width: string } => ({
    x: `${percentOf(Date.parse(from) - start)}%`,
    width: `${Math.max(0.4, percentOf(Date.parse(to) - Date.parse(from) + DAY_MS))}%`,
  });
  return (
    <div>
      <svg aria-hidden="true" width="0" height="0" className="absolute">
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--raised)" />
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--neutral)" strokeWidth="2" />
        </pattern>
      </svg>
      <Legend hatch={hatch} />
      <ol aria-label="Windows over time" className="grid gap-0.5">
        {windows.map((window) => (
          <li key={window.n}>
            <button
              type="button"
              aria-pressed={picked === window.n}
              aria-label={wordsOf(window)}
              title={wordsOf(window)}
              className="flex min-h-7 w-full items-center gap-2 rounded px-1 hover:bg-raised aria-pressed:bg-raised aria-pressed:font-bold pointer-coarse:min-h-11"
              onClick={() => onPick(window.n)}
            >
              <span className="w-8 shrink-0 text-right text-xs tabular-nums">{window.n}</span>
              <svg aria-hidden="true" className="h-4 w-0 flex-1">
                <rect
                  {...box(window.trainFrom, window.trainTo)}
                  y="2"
                  height="12"
                  fill={`url(#${hatch})`}
                  stroke="var(--neutral)"
                />
                <rect
                  {...box(window.testFrom, window.testTo)}
                  y="2"
                  height="12"
                  fill={window.isValid ? "var(--accent)" : "none"}
                  stroke={window.isValid ? "var(--accent)" : "var(--warning)"}
                  strokeWidth="2"
                  strokeDasharray={window.isValid ? "none" : "3 2"}
                />
              </svg>
            </button>
          </li>
        ))}
      </ol>
      <p aria-hidden="true" className="mt-1 flex justify-between pr-1 pl-11 text-xs text-muted">
        <span>{sessionDay(start)}</span>
        <span>{sessionDay(end)}</span>
      </p>
    </div>
  );
}

function Legend({ hatch }: { readonly hatch: string }): ReactNode {
  const marks = [
    ["Train", `url(#${hatch})`, "var(--neutral)", "none"],
    ["Test", "var(--accent)", "var(--accent)", "none"],
    ["Test that does not count", "none", "var(--warning)", "3 2"],
  ] as const;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {marks.map(([text, fill, stroke, dash]) => (
        <li key={text} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="22" height="12">
            <rect
              x="1"
              y="1"
              width="20"
              height="10"
              fill={fill}
              stroke={stroke}
              strokeWidth="1.5"
              strokeDasharray={dash}
            />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
