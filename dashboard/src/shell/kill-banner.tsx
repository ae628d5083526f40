import { useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import { killQuery } from "../api/queries.ts";
import { Time } from "../components/time.tsx";
import { countOf } from "../format/words.ts";
import { doneSoFar, leftToDo, STOP_LEVELS } from "../stop/stop-levels.ts";

/** The latch is engaged: which level, who, when, why, what is left to do. */
export function KillBanner({ onRelease }: { readonly onRelease: () => void }): ReactNode {
  const kill = useQuery(killQuery).data?.data;
  const isEngaged = kill !== undefined && kill.level > 0;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (icon !== null) icon.href = isEngaged ? "/favicon-stopped.svg" : "/favicon.svg";
  }, [isEngaged]);
  if (!isEngaged) return null;
  const level = STOP_LEVELS.find((candidate) => candidate.level === kill.level);
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b-2 border-critical bg-critical/10 px-4 py-2"
    >
      <OctagonX aria-hidden="true" className="size-5 text-critical" />
      <p className="min-w-0 flex-1 basis-64">
        <strong>
          Trading is stopped: level {kill.level}
          {level === undefined ? "" : `, ${level.name.toLowerCase()}`}.
        </strong>{" "}
        By {kill.engagedBy ?? "an unknown operator"}, <Time at={kill.engagedAt} kind="moment" withZone />.{" "}
        {kill.reason === null || kill.reason === "" ? "No reason given." : `Reason: ${kill.reason}.`}{" "}
        <span>{progressText(kill)}</span>
      </p>
      <button type="button" className="button" aria-haspopup="dialog" onClick={onRelease}>
        Release…
      </button>
    </div>
  );
}

/** How far it is: proven flat, or what is done and what is left. */
function progressText(kill: KillState): string {
  const { openPositions, workingEntries, workingExits } = kill.progress;
  const done = doneSoFar(kill);
  const sentences = done === "" ? [] : [`Done: ${done}.`];
  if (kill.certificate !== null) return [...sentences, "Flat: the venue shows no order and no position."].join(" ");
  if (kill.level === 3) return [...sentences, `Left: ${leftToDo(kill).join(", ")}.`].join(" ");
  const counts = [
    countOf(openPositions, "open position"),
    countOf(workingEntries, "working entry order"),
    countOf(workingExits, "working exit order"),
  ];
  return [...sentences, `${counts.join(", ")}.`].join(" ");
}
