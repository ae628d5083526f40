import { Check, CircleHelp, X } from "lucide-react";
import type { ReactNode } from "react";
import type { GateLine } from "../../../../../src/contract/run-detail.ts";
import { PlainTable } from "../../../components/plain-table.tsx";

/** Gates with their value, their bound and their verdict; what could not be judged is no pass. */
export function GateTable({ gates }: { readonly gates: readonly GateLine[] }): ReactNode {
  // The checks of a single run say value and bound in their sentence.
  const hasBounds = gates.some((gate) => gate.bound !== "");
  const bounds = [
    { text: "Value", isNumeric: true },
    { text: "Bound", isNumeric: true },
  ];
  return (
    <PlainTable
      caption="Gates"
      heads={[{ text: "Gate" }, { text: "Verdict" }, ...(hasBounds ? bounds : [])]}
      rows={gates.map((gate) => ({
        id: gate.id,
        cells: [
          <>
            {gate.label}
            {gate.reason === "" ? null : <span className="block text-xs text-muted">{gate.reason}</span>}
          </>,
          <Verdict isPassed={gate.isPassed} />,
          ...(hasBounds ? [gate.value, gate.bound] : []),
        ],
      }))}
    />
  );
}

function Verdict({ isPassed }: { readonly isPassed: boolean | null }): ReactNode {
  const [Icon, tone, word] =
    isPassed === null
      ? ([CircleHelp, "text-warning", "not judged"] as const)
      : isPassed
        ? ([Check, "text-ok", "passed"] as const)
        : ([X, "text-critical font-semibold", "not passed"] as const);
  return (
    <span className={`whitespace-nowrap ${tone}`}>
      <Icon aria-hidden="true" className="mr-1 inline size-4" />
      {word}
    </span>
  );
}
