import type { ReactNode } from "react";
import { problemCodeOf } from "../../../api/problem-error.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { QueryContent, type QueryLike } from "../../../components/query-content.tsx";

interface PartContentProps<T> {
  readonly query: QueryLike<T>;
  readonly height: number;
  /** What the run may lack: `equity curve`. */
  readonly name: string;
  readonly isEmpty: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
}

/** Part of a run that not every run has: its absence is no failure. */
export function PartContent<T>(props: PartContentProps<T>): ReactNode {
  const { query, name } = props;
  if (problemCodeOf(query.error) === "NOT_FOUND") return <NoPart name={name} />;
  return <QueryContent {...props} empty={<NoPart name={name} />} />;
}

/** Says that there is no such part, and when there will be. */
export function NoPart({ name, isMoving = false }: { readonly name: string; readonly isMoving?: boolean }): ReactNode {
  return (
    <EmptyNote title={`No ${name}${isMoving ? " yet" : ""}`}>
      {isMoving ? "It appears when the run is done." : "This run wrote none."}
    </EmptyNote>
  );
}
