import type { UseInfiniteQueryResult, InfiniteData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Envelope } from "../../../src/contract/envelope.ts";
import { QueryContent } from "../components/query-content.tsx";
import type { Column } from "./column.ts";
import { DataTable } from "./data-table.tsx";

interface ListContentProps<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Envelope<T[]>>>;
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  readonly cardActions?: ((row: T) => ReactNode) | undefined;
  /** Keeps only some of the loaded rows. */
  readonly keep?: (row: T) => boolean;
  /** Shown when the server has no rows at all. */
  readonly empty: ReactNode;
  /** Clears the filters; given while any is set. */
  readonly onClear?: (() => void) | undefined;
}

/** A list of the server page by page, with its empty, filtered and long states. */
export function ListContent<T>(props: ListContentProps<T>): ReactNode {
  const { query, keep, onClear } = props;
  const pages = query.data?.pages ?? [];
  const first = pages[0];
  const all = pages.flatMap((page) => page.data);
  const rows = keep === undefined ? all : all.filter(keep);
  const merged = first === undefined ? undefined : { data: rows, meta: first.meta };
  const total = first?.meta.page?.total ?? all.length;
  return (
    <QueryContent
      query={{ data: merged, error: query.error, refetch: query.refetch }}
      height={320}
      isEmpty={(list) => list.length === 0}
      empty={onClear === undefined ? props.empty : <NoMatch onClear={onClear} />}
    >
      {(list) => (
        <>
          <DataTable {...props} rows={list} />
          <footer className="text-muted mt-2 flex flex-wrap items-center gap-3">
            <span>
              {all.length} of {total} loaded
            </span>
            {query.hasNextPage ? (
              <button
                type="button"
                className="button"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {query.isFetchingNextPage ? "Loading…" : "Load more"}
              </button>
            ) : null}
          </footer>
        </>
      )}
    </QueryContent>
  );
}

function NoMatch({ onClear }: { readonly onClear: () => void }): ReactNode {
  return (
    <p className="flex items-center justify-center gap-3 py-8">
      No rows match the filter.
      <button type="button" className="button" onClick={onClear}>
        Clear
      </button>
    </p>
  );
}
