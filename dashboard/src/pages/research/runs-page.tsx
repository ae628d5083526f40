import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { runsQuery } from "../../api/run-queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { FilterField } from "../../components/filter-field.tsx";
import { PageFrame } from "../../components/page-frame.tsx";
import { Panel } from "../../components/panel.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { ListContent } from "../../tables/list-content.tsx";
import { CompareBar } from "./compare-bar.tsx";
import { CommandButton, type RowControls, SelectBox } from "./row-controls.tsx";
import { runColumns } from "./run-columns.tsx";
import { RunCommandDialog } from "./run-command-dialog.tsx";
import { COMPARED_MAX, type RunsSearch } from "./run-search.ts";
import { isComparable, RUN_STATUS_CHOICES, RUN_TYPE_CHOICES } from "./run-words.ts";
import { useNewRunKey } from "./use-new-run-key.ts";

/** Research runs: what was tried, how far it is, what came out. */
export function RunsPage(): ReactNode {
  const search = useSearch({ from: "/shell/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const { type, status, strategyId } = search;
  const query = useInfiniteQuery(runsQuery(useMemo(() => ({ type, status, strategyId }), [type, status, strategyId])));
  const [selected, setSelected] = useState<readonly RunRow[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  useNewRunKey();
  const change = useCallback(
    (next: RunsSearch) => void navigate({ search: (now) => ({ ...now, ...next }), resetScroll: false, replace: true }),
    [navigate],
  );
  const setStrategy = useCallback((next: string | undefined) => change({ strategyId: next }), [change]);
  const controls: RowControls = {
    isSelected: (run) => selected.some((other) => other.id === run.id),
    mayBeSelected: (run) =>
      selected.some((other) => other.id === run.id) || (selected.length < COMPARED_MAX && isComparable(run)),
    onSelect: (run) =>
      setSelected((now) =>
        now.some((other) => other.id === run.id) ? now.filter((other) => other.id !== run.id) : [...now, run],
      ),
    onCommand: (run) => setAsked(run.id),
  };
  const columns = [
    {
      id: "select",
      header: "Compare",
      cell: (run: RunRow) => <SelectBox run={run} controls={controls} />,
    },
    ...runColumns([
      { id: "command", header: "Actions", cell: (run) => <CommandButton run={run} controls={controls} /> },
    ]),
  ];
  const isFiltered = type !== undefined || status !== undefined || strategyId !== undefined;
  const run = query.data?.pages.flatMap((page) => page.data).find((row) => row.id === asked);
  const actions = (
    <div className="flex flex-wrap items-center gap-3">
      <SelectField label="Type" value={type} choices={RUN_TYPE_CHOICES} onChange={(next) => change({ type: next })} />
      <SelectField
        label="Status"
        value={status}
        choices={RUN_STATUS_CHOICES}
        onChange={(next) => change({ status: next })}
      />
      <FilterField label="Strategy" value={strategyId} onChange={setStrategy} isMain />
      <NewRunLink />
    </div>
  );
  return (
    <PageFrame title="Runs" actions={actions}>
      <Panel title="Research runs" isUpdating={query.isPlaceholderData}>
        <ListContent
          query={query}
          caption="Research runs"
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate({ to: "/runs/$id", params: { id: row.id } })}
          cardActions={(row) => (
            <div className="flex items-center justify-between gap-2 px-3">
              <SelectBox run={row} controls={controls} hasText />
              <CommandButton run={row} controls={controls} hasText />
            </div>
          )}
          onClear={isFiltered ? () => change({ type: undefined, status: undefined, strategyId: undefined }) : undefined}
          empty={
            <EmptyNote title="No runs yet">
              <p className="mb-3">A backtest shows how a strategy would have done on bars you have.</p>
              <NewRunLink />
            </EmptyNote>
          }
        />
      </Panel>
      <CompareBar selected={selected} onClear={() => setSelected([])} />
      {run === undefined ? null : (
        <RunCommandDialog
          run={run}
          onClose={() => setAsked(null)}
          onDone={() => setSelected((now) => now.filter((other) => other.id !== run.id))}
        />
      )}
    </PageFrame>
  );
}

function NewRunLink(): ReactNode {
  return (
    <Link to="/runs/new" className="button button-primary">
      <Plus aria-hidden="true" className="size-4" />
      New run
    </Link>
  );
}
