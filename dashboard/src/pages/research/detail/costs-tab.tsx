import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { FigureTable } from "./figure-groups.tsx";
import { RobustnessTable } from "./robustness-table.tsx";
import { SettingTable } from "./setting-table.tsx";

const COSTS = /cost|commission|slippage|financing|fill/i;

/** What trading cost, by which rules, and what dearer costs would have left. */
export function CostsTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const lines = detail.lines.filter((line) => line.group === "Costs");
  const settings = detail.settings.filter((setting) => COSTS.test(setting.label));
  const tables = detail.robustness.filter((table) => COSTS.test(table.title));
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Panel title="Costs and slippage">
        {lines.length === 0 ? (
          <EmptyNote title="No costs were counted">The run has no figure of its costs.</EmptyNote>
        ) : (
          <FigureTable caption="Costs and slippage" lines={lines} />
        )}
      </Panel>
      {settings.length === 0 ? null : <SettingTable title="Rules" settings={settings} />}
      {tables.map((table) => (
        <RobustnessTable key={table.title} table={table} />
      ))}
    </div>
  );
}
