import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { runPath } from "../../../api/run-queries.ts";
import { CodeBlock } from "../../../components/code-block.tsx";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { SettingTable } from "./setting-table.tsx";

/** Everything it takes to make the run again and to see that it is the same. */
export function ReproduceTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { command, settings, hashes, artefacts, run } = detail;
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Panel title="Command" className="xl:col-span-2">
        {command === "" ? (
          <EmptyNote title="No command is known">The run did not record how it was made.</EmptyNote>
        ) : (
          <CodeBlock text={command} label="Copy command" />
        )}
      </Panel>
      <SettingTable title="Settings" settings={settings} />
      <div className="grid gap-3">
        <SettingTable title="Hashes and versions" settings={hashes} isCode />
        <Panel title="Files">
          {artefacts.length === 0 ? (
            <EmptyNote title="No files yet">They are written when the run ends.</EmptyNote>
          ) : (
            <ul className="divide-y divide-line">
              {artefacts.map((name) => (
                <li key={name} className="flex min-h-row items-center">
                  <a
                    className="link wrap-anywhere"
                    href={runPath(run.id, "files", name)}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </div>
  );
}
