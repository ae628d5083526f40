import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { WalkForwardWindow } from "../../../../../src/contract/walk-forward.ts";
import { FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";
import { Day } from "../run-period.tsx";

const HEADS = [
  { text: "Window", isNarrow: true },
  { text: "Train (New York)" },
  { text: "Test (New York)" },
  { text: "In sample", isNumeric: true },
  { text: "Out of sample", isNumeric: true },
  { text: "Trades", isNumeric: true },
  { text: "Best parameters" },
  { text: "Counts" },
];

const parametersOf = (window: WalkForwardWindow): string =>
  window.bestParameters.map(({ label, value }) => `${label} ${value}`).join(", ") || "–";

/** Every window with what won in training and what it did in the test. */
export function WindowTable({
  windows,
  picked,
}: {
  readonly windows: readonly WalkForwardWindow[];
  readonly picked: number | null;
}): ReactNode {
  return (
    <PlainTable
      caption="Windows"
      heads={HEADS}
      rows={windows.map((window) => ({
        id: `${window.n}`,
        isMarked: window.n === picked,
        cells: [
          window.n,
          <Span from={window.trainFrom} to={window.trainTo} isWhole />,
          <Span from={window.testFrom} to={window.testTo} isWhole />,
          <Score text={window.inSample} missing="nothing won in training" />,
          <Score text={window.outOfSample} missing="not enough trades in the test" />,
          <Num kind="count" value={window.trades} />,
          <span className="whitespace-nowrap">{parametersOf(window)}</span>,
          <span className="whitespace-nowrap">
            <Counts window={window} />
          </span>,
        ],
      }))}
    />
  );
}

/** The picked window below the chart. */
export function PickedWindow({ window }: { readonly window: WalkForwardWindow }): ReactNode {
  return (
    <div className="mt-3 rounded-md border border-line bg-background p-3">
      <h3 className="mb-2 font-semibold">Window {window.n}</h3>
      <FactList
        facts={[
          ["Train (New York)", <Span from={window.trainFrom} to={window.trainTo} />],
          ["Test (New York)", <Span from={window.testFrom} to={window.testTo} />],
          ["In sample", <Score text={window.inSample} missing="nothing won in training" />],
          ["Out of sample", <Score text={window.outOfSample} missing="not enough trades in the test" />],
          ["Trades in the test", <Num kind="count" value={window.trades} />],
          ["Best parameters", parametersOf(window)],
          ["Counts", <Counts window={window} />],
        ]}
      />
    </div>
  );
}

interface SpanProps {
  readonly from: string;
  readonly to: string;
  /** Never broken: the table scrolls instead. */
  readonly isWhole?: boolean;
}

function Span({ from, to, isWhole = false }: SpanProps): ReactNode {
  return (
    <span className={isWhole ? "whitespace-nowrap" : ""}>
      <Day at={from} /> – <Day at={to} />
    </span>
  );
}

function Score({ text, missing }: { readonly text: string | null; readonly missing: string }): ReactNode {
  return text === null ? (
    <Num kind="ratio" value={null} missing={missing} />
  ) : (
    <span className="tabular-nums">{text}</span>
  );
}

function Counts({ window }: { readonly window: WalkForwardWindow }): ReactNode {
  const Icon = window.isValid ? Check : X;
  return (
    <span className={window.isValid ? "text-ok" : "text-warning"}>
      <Icon aria-hidden="true" className="mr-1 inline size-4" />
      {window.isValid ? "yes" : `no: ${window.reason}`}
      {window.isShort ? " · short" : ""}
    </span>
  );
}
