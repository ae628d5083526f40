import { CircleCheck, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import { CertificateNote } from "./certificate-note.tsx";
import { doneSoFar, leftToDo } from "./stop-levels.ts";

interface StopResultProps {
  readonly state: KillState;
  readonly onClose: () => void;
}

/** The latch holds; what is done, what is still on the way, and the proof once there is one. */
export function StopResult({ state, onClose }: StopResultProps): ReactNode {
  const left = leftToDo(state);
  const done = doneSoFar(state);
  return (
    <div className="grid gap-4">
      <div role="status">
        <ul className="grid gap-2">
          <Done>Level {state.level} is engaged. New entries are blocked.</Done>
          {done === "" ? null : <Done>{done}.</Done>}
          {left.map((text) => (
            <li key={text} className="flex items-start gap-2">
              <LoaderCircle aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-warning" />
              <span className="min-w-0 wrap-anywhere">Pending: {text}</span>
            </li>
          ))}
          {left.length === 0 && state.level === 2 ? <Done>No entry order works.</Done> : null}
          {state.certificate === null ? null : <Done>No position is open, no order works: the venue says so.</Done>}
        </ul>
      </div>
      {state.certificate === null ? null : <CertificateNote certificate={state.certificate} />}
      <div className="flex justify-end">
        <button type="button" className="button button-primary" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}

function Done({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <li className="flex items-start gap-2">
      <CircleCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-ok" />
      <span>{children}</span>
    </li>
  );
}
