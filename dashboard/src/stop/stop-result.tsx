import { CircleCheck, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import { leftToDo } from "./stop-levels.ts";

interface StopResultProps {
  readonly state: KillState;
  readonly onClose: () => void;
}

/** The latch holds; what is done and what is still on the way. */
export function StopResult({ state, onClose }: StopResultProps): ReactNode {
  const left = leftToDo(state);
  return (
    <div className="grid gap-4">
      <ul role="status" className="grid gap-2">
        <li className="flex items-center gap-2">
          <CircleCheck aria-hidden="true" className="size-5 text-ok" />
          Level {state.level} is engaged. New entries are blocked.
        </li>
        {left.map((text) => (
          <li key={text} className="flex items-center gap-2">
            <LoaderCircle aria-hidden="true" className="size-5 text-warning" />
            Pending: {text}
          </li>
        ))}
        {left.length === 0 && state.level > 1 ? (
          <li className="flex items-center gap-2">
            <CircleCheck aria-hidden="true" className="size-5 text-ok" />
            {state.level === 3 ? "No position is open, no entry order works." : "No entry order works."}
          </li>
        ) : null}
      </ul>
      <div className="flex justify-end">
        <button type="button" className="button button-primary" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
