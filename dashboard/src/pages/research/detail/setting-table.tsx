import type { ReactNode } from "react";
import type { SettingLine } from "../../../../../src/contract/run-detail.ts";
import { Panel } from "../../../components/panel.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";

interface SettingTableProps {
  readonly title: string;
  readonly settings: readonly SettingLine[];
  readonly isCode?: boolean;
}

/** Names and what they were set to. */
export function SettingTable({ title, settings, isCode = false }: SettingTableProps): ReactNode {
  return (
    <Panel title={title}>
      <PlainTable
        caption={title}
        heads={[{ text: "Setting" }, { text: "Value" }]}
        rows={settings.map(({ label, value }) => ({
          id: label,
          cells: [label, <span className={`wrap-anywhere ${isCode ? "font-mono text-xs" : ""}`}>{value}</span>],
        }))}
      />
    </Panel>
  );
}
