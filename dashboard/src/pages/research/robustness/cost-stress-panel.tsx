import type { ReactNode } from "react";
import type { StressedCosts } from "../../../../../src/contract/robustness.ts";
import { SignedBars } from "../../../charts/signed-bars.tsx";
import { FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { Panel } from "../../../components/panel.tsx";
import { formatNum } from "../../../format/num.ts";

interface CostStressPanelProps {
  readonly costs: StressedCosts;
  readonly delayedReturn: string | null;
}

/** Return of the run with its costs multiplied, and with every order one bar later. */
export function CostStressPanel({ costs, delayedReturn }: CostStressPanelProps): ReactNode {
  const { points, breakEven, reason } = costs;
  return (
    <Panel title="Dearer costs, later orders">
      <SignedBars
        label="Return with costs multiplied"
        bars={points.map(({ factor, totalReturn, trades }) => ({
          label: `Costs × ${formatNum("parameter", factor)}`,
          value: totalReturn,
          text: (
            <>
              <Num kind="change" value={totalReturn} />{" "}
              <span className="text-xs text-muted">{formatNum("count", trades)} trades</span>
            </>
          ),
        }))}
      />
      <div className="mt-3">
        <FactList
          facts={[
            ["Nothing is left at costs ×", <Num kind="ratio" value={breakEven} missing={reason} />],
            [
              "Return one bar later",
              <Num kind="change" value={delayedReturn} missing="the run with later orders could not be made" />,
            ],
          ]}
        />
        {reason === "" ? null : <p className="mt-2 text-sm text-muted">{reason}</p>}
      </div>
    </Panel>
  );
}
