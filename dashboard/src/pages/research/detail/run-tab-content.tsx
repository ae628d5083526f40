import { lazy, type ReactNode, Suspense } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { isUnderWay } from "../../../api/run-queries.ts";
import type { RunTab } from "../run-search.ts";
import { CostsTab } from "./costs-tab.tsx";
import { DecisionsTab } from "./decisions-tab.tsx";
import { LogTab } from "./log-tab.tsx";
import { ReproduceTab } from "./reproduce-tab.tsx";
import { SummaryTab } from "./summary-tab.tsx";
import { TradesTab } from "./trades-tab.tsx";

const RobustnessTab = lazy(async () => ({
  default: (await import("../robustness/robustness-tab.tsx")).RobustnessTab,
}));
const ChartsTab = lazy(async () => ({ default: (await import("./charts-tab.tsx")).ChartsTab }));

interface RunTabContentProps {
  readonly tab: RunTab;
  readonly detail: RunDetail;
  readonly currency: string;
}

/** The chosen part of a run. */
export function RunTabContent({ tab, detail, currency }: RunTabContentProps): ReactNode {
  const { run } = detail;
  switch (tab) {
    case "summary":
      return <SummaryTab detail={detail} />;
    case "trades":
      return <TradesTab id={run.id} isMoving={isUnderWay(run)} currency={currency} />;
    case "charts":
      return (
        <Suspense fallback={<div className="skeleton h-96" />}>
          <ChartsTab id={run.id} isMoving={isUnderWay(run)} benchmark={detail.benchmark} />
        </Suspense>
      );
    case "costs":
      return <CostsTab detail={detail} />;
    case "robustness":
      return (
        <Suspense fallback={<div className="skeleton h-96" />}>
          <RobustnessTab detail={detail} />
        </Suspense>
      );
    case "decisions":
      return <DecisionsTab detail={detail} />;
    case "log":
      return <LogTab lines={detail.log} />;
    case "reproduce":
      return <ReproduceTab detail={detail} />;
  }
}
