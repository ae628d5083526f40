import type { Heatmap } from "../../contract/heatmap.ts";
import { isBetter, type Objective } from "../../research/sweep/objective.ts";
import { decimalText, lineText } from "./figure-text.ts";
import { figureName, figureText } from "./metric-lines.ts";

/** A parameter and its values in the order of the table. */
export interface NumberAxis {
  readonly name: string;
  readonly values: readonly number[];
}

/** What a table is made of. */
export interface HeatSource {
  readonly figure: Objective;
  readonly x: NumberAxis;
  /** Null: the table has one row. */
  readonly y: NumberAxis | null;
  /** [row][column]; money is decimal text. */
  readonly cells: readonly (readonly (number | string | null)[])[];
  /** Values of x and y that are marked. */
  readonly chosen: { readonly x: number | undefined; readonly y: number | undefined };
  readonly held: Heatmap["held"];
}

/** A figure over two parameters as the API tells it: written out, and weighed against the largest. */
export function heatTable({ figure, x, y, cells, chosen, held }: HeatSource): Heatmap {
  // A drawdown is a loss though its figure is positive.
  const sign = isBetter(0, 1, figure) ? -1 : 1;
  const largest = cells.flat().reduce<number>((most, value) => Math.max(most, Math.abs(Number(value ?? 0))), 0);
  const column = x.values.findIndex((value) => value === chosen.x);
  const row = y === null ? 0 : y.values.findIndex((value) => value === chosen.y);
  return {
    figure,
    label: figureName(figure),
    x: { name: x.name, values: x.values.map(String) },
    y: y === null ? { name: "", values: [""] } : { name: y.name, values: y.values.map(String) },
    cells: cells.map((line) =>
      line.map((value) => {
        const plain = decimalText(value);
        if (value === null || plain === null) return null;
        const share = largest === 0 ? 0 : (sign * Number(value)) / largest;
        return { value: plain, text: lineText(figureText(figure, value)), share: decimalText(share) ?? "0" };
      }),
    ),
    chosen: column < 0 || row < 0 ? null : { column, row },
    held,
  };
}
