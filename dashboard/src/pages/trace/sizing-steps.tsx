import type { ReactNode } from "react";
import type { TraceStep } from "../../../../src/contract/decision-trace.ts";
import { Measure } from "../../components/measure.tsx";
import { Num } from "../../components/num.tsx";
import { Tag } from "../../components/tag.tsx";

interface SizingStepsProps {
  readonly steps: readonly TraceStep[];
  /** What came out, in units; null without a decision. */
  readonly qty: string | null;
}

/** The arithmetic of the size: what went in, what each step alone allows, which one decided. */
export function SizingSteps({ steps, qty }: SizingStepsProps): ReactNode {
  if (steps.length === 0) return <p className="text-muted">It was not sized: it ended before.</p>;
  return (
    <div className="panel relative overflow-x-auto" role="region" aria-label="Sizing" tabIndex={0}>
      <table className="w-full">
        <caption className="sr-only">Sizing steps</caption>
        <thead>
          <tr className="text-left text-xs text-muted">
            <th scope="col" className="h-row px-3 font-medium">
              Step
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              In
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              Allows (units)
            </th>
            <th scope="col" className="px-3 font-medium">
              Note
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr
              key={step.id}
              className={`h-row border-t border-line ${step.isBinding ? "bg-raised font-semibold" : ""}`}
            >
              <th scope="row" className={`px-3 text-left ${step.isBinding ? "font-semibold" : "font-normal"}`}>
                {step.label}
              </th>
              <td className="px-3 text-right">
                <Measure value={step.input} unit={step.unit} missing="no input" />
              </td>
              <td className="px-3 text-right">
                <Num kind="qty" value={step.bound} missing="bounds nothing" />
              </td>
              <td className="px-3">
                {step.isBinding ? <Tag tone="accent">decides</Tag> : null} <span>{step.note}</span>
              </td>
            </tr>
          ))}
        </tbody>
        {qty === null ? null : (
          <tfoot>
            <tr className="h-row border-t-2 border-line font-semibold">
              <th scope="row" colSpan={2} className="px-3 text-left font-semibold">
                Result
              </th>
              <td className="px-3 text-right">
                <Num kind="qty" value={qty} />
              </td>
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
