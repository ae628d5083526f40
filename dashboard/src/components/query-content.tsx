import type { ReactNode } from "react";
import type { Envelope } from "../../../src/contract/envelope.ts";
import { ErrorNote } from "./error-note.tsx";
import { FreshnessTag } from "./freshness-tag.tsx";
import { LoadingNote } from "./loading-note.tsx";

/** The part of a query that a panel looks at. */
export interface QueryLike<T> {
  readonly data: Envelope<T> | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}
interface QueryContentProps<T> {
  readonly query: QueryLike<T>;
  /** Height of the skeleton in px, that of the final content. */
  readonly height: number;
  readonly isEmpty?: (data: T) => boolean;
  readonly empty?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Loading, failed, empty, stale or partial, or the content: each list, card and chart has these states. */
export function QueryContent<T>({ query, height, isEmpty, empty, children }: QueryContentProps<T>): ReactNode {
  const { data, error, refetch } = query;
  if (data === undefined) {
    if (error !== null) return <ErrorNote error={error} onRetry={refetch} />;
    return <LoadingNote height={height} onRetry={refetch} />;
  }
  return (
    <>
      {error === null ? null : <ErrorNote error={error} onRetry={refetch} keepsOldValues />}
      <FreshnessTag meta={data.meta} />
      {isEmpty?.(data.data) === true ? empty : children(data.data)}
    </>
  );
}
