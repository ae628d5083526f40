import type { ReactNode } from "react";
import type { FigureLine } from "../../../../../src/contract/run-detail.ts";
import { Panel } from "../../../components/panel.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";
import { FigureText } from "./key-figures.tsx";

interface FigureGroupsProps {
  readonly lines: readonly FigureLine[];
}

/** Figures beside the benchmark, a panel for each group, in the server's order. */
export function FigureGroups({ lines }: FigureGroupsProps): ReactNode {
  const groups = [...new Set(lines.map((line) => line.group))];
  return (
    <div className="-mb-3 gap-3 md:columns-2 2xl:columns-3">
      {groups.map((group) => (
        <Panel key={group} title={group} className="mb-3 break-inside-avoid">
          <FigureTable caption={group} lines={lines.filter((line) => line.group === group)} />
        </Panel>
      ))}
    </div>
  );
}

/** Figures of one group. */
export function FigureTable({ caption, lines }: FigureGroupsProps & { readonly caption: string }): ReactNode {
  const hasBenchmark = lines.some((line) => line.benchmark !== "");
  const heads = [{ text: "Figure" }, { text: "Run", isNumeric: true }];
  return (
    <PlainTable
      caption={caption}
      heads={hasBenchmark ? [...heads, { text: "Benchmark", isNumeric: true }] : heads}
      rows={lines.map((line) => ({
        id: line.label,
        cells: [
          <>
            {line.label}
            {line.reason === "" ? null : <span className="block text-xs text-muted">{line.reason}</span>}
          </>,
          <FigureText text={line.value} reason={line.reason} />,
          ...(hasBenchmark ? [<FigureText text={line.benchmark} reason="the benchmark has no such figure" />] : []),
        ],
      }))}
    />
  );
}
