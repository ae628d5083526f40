import type { ReactNode } from "react";
import { PageFrame } from "../../components/page-frame.tsx";
import { EquityPanel } from "./equity-panel.tsx";
import { MetricsPanel } from "./metrics-panel.tsx";
import { RecentActivityPanel } from "./recent-activity-panel.tsx";
import { RunNote } from "./run-note.tsx";
import { StrategiesPanel } from "./strategies-panel.tsx";
import { SummaryTiles } from "./summary-tiles.tsx";

/** Is everything all right, and if not, where. */
export function HomePage(): ReactNode {
  return (
    <PageFrame title="Home">
      <RunNote />
      <SummaryTiles />
      <div className="mt-3 grid gap-3 lg:grid-cols-3">
        <EquityPanel className="lg:col-span-2" />
        <StrategiesPanel />
        <RecentActivityPanel className="lg:col-span-2" />
        <MetricsPanel />
      </div>
    </PageFrame>
  );
}
