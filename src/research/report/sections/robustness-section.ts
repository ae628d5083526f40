import { heatTable } from "../heat-table.ts";
import { section } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import { chanceTable, fanFigure, percentileTable } from "./simulated-paths.ts";

/** Said under every table of neighbouring parameters. */
export const HEAT_NOTE = "A lonely peak is luck more often than skill.";

/** Simulated paths and the parameter neighbourhood, where they were made; says when nothing was. */
export function robustnessSection({ parts }: ReportInput): string {
  const { monteCarlo, neighbourhood } = parts;
  const body: string[] = [];
  if (monteCarlo !== undefined)
    body.push(
      `<h3>Simulated paths</h3>\n${fanFigure(monteCarlo)}\n${chanceTable(monteCarlo)}\n${percentileTable(monteCarlo)}`,
    );
  if (neighbourhood !== undefined)
    body.push(
      `<h3>Neighbouring parameters</h3>\n${heatTable(neighbourhood)}\n<p class="soft"><small>▶ is the run. ${HEAT_NOTE}</small></p>`,
    );
  if (body.length === 0)
    body.push(
      `<p class="soft">Not tested: no simulated paths, no other parameters. The figures above are one path of one choice. agenttrader montecarlo makes paths of this run, agenttrader passport tries its neighbours; agenttrader report then shows them here.</p>`,
    );
  return section("robustness", "Robustness", body.join("\n"));
}
