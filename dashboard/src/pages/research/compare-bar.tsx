import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { countOf } from "../../format/words.ts";
import { COMPARED_MAX } from "./run-search.ts";

interface CompareBarProps {
  readonly selected: readonly RunRow[];
  readonly onClear: () => void;
}

/** Stays at the bottom while runs are picked: how many, and the way to compare them. */
export function CompareBar({ selected, onClear }: CompareBarProps): ReactNode {
  if (selected.length === 0) return <p role="status" className="sr-only" />;
  const ids = selected.map((run) => run.id).join(",");
  return (
    <div className="panel sticky bottom-2 z-20 mt-3 flex flex-wrap items-center justify-between gap-2 border-accent px-3 py-2 shadow-lg max-sm:bottom-16">
      <p role="status">
        <b>{countOf(selected.length, "run")}</b> picked.{" "}
        {selected.length < 2
          ? "Pick one more to compare."
          : selected.length === COMPARED_MAX
            ? "That is as many as fit."
            : ""}
      </p>
      <div className="flex gap-2">
        <button type="button" className="button" onClick={onClear}>
          Clear
        </button>
        {selected.length < 2 ? (
          <button type="button" className="button" disabled>
            Compare
          </button>
        ) : (
          <Link to="/runs/compare" search={{ ids }} className="button button-primary">
            Compare
          </Link>
        )}
      </div>
    </div>
  );
}
