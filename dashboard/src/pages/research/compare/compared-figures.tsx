import { Trophy } from "lucide-react";
import type { ReactNode } from "react";
import type { RunComparison } from "../../../../../src/contract/run-comparison.ts";
import { PlainTable } from "../../../components/plain-table.tsx";
import { comparedHeads } from "./compared-heads.tsx";

/** One line a figure; the best of a line has a sign and a word, not only a colour. */
export function ComparedFigures({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const { runs, lines } = comparison;
  return (
    <>
      <PlainTable
        caption="Figures"
        heads={[{ text: "Figure" }, ...comparedHeads(runs, true)]}
        rows={lines.map(({ label, values, best }) => ({
          id: label,
          cells: [
            label,
            ...values.map((value, at) =>
              at === best ? <Best value={value} /> : <span className="pr-5">{value}</span>,
            ),
          ],
        }))}
      />
      <p className="mt-2 flex items-center gap-1.5 text-xs text-muted">
        <Trophy aria-hidden="true" className="size-3.5" /> best of the line; lines that have no better or worse have
        none.
      </p>
    </>
  );
}

function Best({ value }: { readonly value: string }): ReactNode {
  return (
    <b className="inline-flex items-center gap-1.5 text-ok">
      {value}
      <Trophy aria-hidden="true" className="size-3.5" />
      <span className="sr-only">best</span>
    </b>
  );
}
