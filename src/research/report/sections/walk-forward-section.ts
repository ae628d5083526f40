import { NONE, ratioText } from "../format-figure.ts";
import { htmlTable, numberCell, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import type { WalkForwardPart } from "../report-parts.ts";

/** Windows, efficiency and stability of a walk-forward; empty text without one. */
export function walkForwardSection({ parts }: ReportInput): string {
  const part = parts.walkForward;
  if (part === undefined) return "";
  const efficiency = part.efficiency === null ? `${NONE} (no gain in-sample)` : ratioText(part.efficiency);
  return section(
    "walk-forward",
    "Walk-forward",
    `<p>Efficiency (mean daily return out-of-sample / in-sample): ${efficiency}. Aggregated figures are out-of-sample only.</p>
${windowTable(part)}
${stabilityTable(part)}`,
  );
}

function windowTable({ windows, figure }: WalkForwardPart): string {
  const head = ["In-sample", "Out-of-sample", "Parameters"].map((name) => textCell(name));
  head.push(...[`${figure} in`, `${figure} out`, "Trades"].map((name) => numberCell(name)), textCell("Valid"));
  const rows = windows.map((window) => [
    textCell(window.inSample),
    textCell(window.outOfSample),
    textCell(window.parameters),
    numberCell(ratioText(window.inSampleFigure)),
    numberCell(ratioText(window.outOfSampleFigure)),
    numberCell(String(window.trades)),
    textCell(window.isValid ? "yes" : "no"),
  ]);
  return htmlTable("Walk-forward windows", head, rows, { style: "small" });
}

function stabilityTable({ stability }: WalkForwardPart): string {
  if (stability.length === 0) return "";
  const head = [textCell("Parameter"), numberCell("Mean"), numberCell("Coefficient of variation")];
  const rows = stability.map(({ name, mean, variation }) => [
    textCell(name),
    numberCell(ratioText(mean)),
    numberCell(ratioText(variation)),
  ]);
  return `<h3>Parameter stability</h3>\n${htmlTable("Parameter stability", head, rows, { style: "fit" })}`;
}
