import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { FigureTable } from "./figure-groups.tsx";
import { SettingTable } from "./setting-table.tsx";

const COSTS = /cost|commission|slippage|financing|fill/i;

/** What trading cost, and by which rules. */
export function CostsTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const lines = detail.lines.filter((line) => line.group === "Costs");
  const settings = detail.settings.filter((setting) => COSTS.test(setting.label));
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
    </div>
  );
}
