import { Check, CircleSlash, type LucideIcon, Minus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { CheckResult, VerdictName } from "../../../../src/contract/decision-trace.ts";
import { Measure } from "../../components/measure.tsx";

const LOOKS: Readonly<Record<VerdictName, { icon: LucideIcon; tone: string; word: string }>> = {
  PASS: { icon: Check, tone: "text-ok", word: "passed" },
  FAIL: { icon: X, tone: "text-critical font-semibold", word: "failed" },
  NOT_APPLICABLE: { icon: Minus, tone: "text-muted", word: "not applicable" },
  NOT_ENFORCED_FAIL: { icon: CircleSlash, tone: "text-warning", word: "failed, not enforced" },
};

/** Every check with its value, its limit and its verdict. */
export function CheckList({ checks }: { readonly checks: readonly CheckResult[] }): ReactNode {
  if (checks.length === 0) return <p className="text-muted">No check ran: it ended before.</p>;
  return (
    <div className="panel relative overflow-x-auto" role="region" aria-label="Checks" tabIndex={0}>
      <table className="w-full">
        <caption className="sr-only">Pre-trade checks</caption>
        <thead>
          <tr className="text-left text-xs text-muted">
            <th scope="col" className="h-row px-3 font-medium">
              Check
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              Value
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              Limit
            </th>
            <th scope="col" className="px-3 font-medium">
              Verdict
            </th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => {
            const look = LOOKS[check.verdict];
            return (
              <tr key={check.id} className="h-row border-t border-line">
                <th scope="row" className="px-3 text-left font-normal">
                  {check.label}
                </th>
                <td className="px-3 text-right">
                  <Measure value={check.actual} unit={check.unit} missing="no value" />
                </td>
                <td className="px-3 text-right">
                  <Measure value={check.limit} unit={check.unit} missing="no limit" />
                </td>
                <td className={`px-3 whitespace-nowrap ${look.tone}`}>
                  <look.icon aria-hidden="true" className="mr-1 inline size-4" />
                  {look.word}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
