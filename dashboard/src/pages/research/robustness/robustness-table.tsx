import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { Panel } from "../../../components/panel.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";

/** One table of the robustness part, as the server wrote it. */
export function RobustnessTable({ table }: { readonly table: RunDetail["robustness"][number] }): ReactNode {
  return (
    <Panel title={table.title}>
      <PlainTable
        caption={table.title}
        heads={table.columns.map((text, at) => ({ text, isNumeric: at > 0 }))}
        rows={table.rows.map((cells, at) => ({ id: `${at} ${cells.join(" ")}`, cells }))}
      />
    </Panel>
  );
}
