import type { ReactNode } from "react";
import type { Heatmap } from "../../../src/contract/heatmap.ts";
import { barFill } from "../format/plot-number.ts";

interface HeatTableProps {
  readonly table: Heatmap;
  /** What the marked cell is: `this run`. */
  readonly chosenName: string;
}
type Cell = Heatmap["cells"][number][number];

/** Deepest colour, in percent: the figure on it stays readable. */
const DEEPEST = 45;

/** One figure over two parameters, a table whose cells are coloured by what they say. */
export function HeatTable({ table, chosenName }: HeatTableProps): ReactNode {
  const { label, x, y, cells, chosen, held } = table;
  const isPlane = y.name !== "";
  return (
    <figure>
      <div className="relative -mx-3 overflow-x-auto px-3" role="group" aria-label={`${label} table`} tabIndex={0}>
        <table className="border-separate border-spacing-0.5 text-sm tabular-nums">
          <caption className="sr-only">
            {label} by {x.name}
            {isPlane ? ` and ${y.name}` : ""}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="pr-2 text-left text-xs font-medium whitespace-nowrap text-muted">
                {isPlane ? `${y.name} ↓ ` : ""}
                {x.name} →
              </th>
              {x.values.map((value) => (
                <th key={value} scope="col" className="px-1 text-xs font-medium text-muted">
                  {value}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {y.values.map((value, row) => (
              <tr key={value}>
                <th scope="row" className="pr-2 text-right text-xs font-medium whitespace-nowrap text-muted">
                  {isPlane ? value : label}
                </th>
                {x.values.map((column, at) => (
                  <HeatCell
                    key={column}
                    cell={cells[row]?.[at] ?? null}
                    chosenName={chosen?.row === row && chosen.column === at ? chosenName : ""}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="mt-1 text-xs text-muted">
        {chosen === null ? "" : `Framed: ${chosenName}. `}
        The deeper the colour, the larger the figure.
        {held.length === 0 ? "" : ` Held: ${held.map((one) => `${one.label} ${one.value}`).join(", ")}.`}
      </figcaption>
    </figure>
  );
}

function HeatCell({ cell, chosenName }: { readonly cell: Cell; readonly chosenName: string }): ReactNode {
  const frame = chosenName === "" ? "" : "font-bold outline-2 outline-text -outline-offset-2";
  return (
    <td
      className={`h-8 min-w-14 rounded-sm px-1 text-center whitespace-nowrap ${frame} ${cell === null ? "text-muted" : ""}`}
      style={{ background: colourOf(cell) }}
    >
      {cell?.text ?? "–"}
      {cell === null ? <span className="sr-only"> not run or no such figure</span> : null}
      {chosenName === "" ? null : <span className="sr-only">, {chosenName}</span>}
    </td>
  );
}

function colourOf(cell: Cell): string {
  if (cell === null) return "transparent";
  const isLoss = cell.share.startsWith("-");
  const depth = barFill(isLoss ? cell.share.slice(1) : cell.share, "1");
  return `color-mix(in oklab, var(${isLoss ? "--loss" : "--gain"}) ${depth * DEEPEST}%, var(--background))`;
}
