import { escapeHtml, section } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import type { CheckStatus, ReportCheck } from "../report-parts.ts";
import { gravestFirst, runChecks } from "../run-checks.ts";

const WORDS: Readonly<Record<CheckStatus, string>> = {
  fail: "✗ Failed",
  warn: "! Warning",
  "not-run": "– Not run",
  pass: "✓ Passed",
};

/** Warnings and checks of a backtest. */
export function verdictSection(input: ReportInput): string {
  return checksSection(runChecks(input));
}

/** Checks as a list, the gravest first. */
export function checksSection(unordered: readonly ReportCheck[]): string {
  const checks = gravestFirst(unordered);
  const lines = checks.map(
    ({ name, status, text }) =>
      `<li class="${status}"><span class="s">${WORDS[status]}</span><b>${escapeHtml(name)}</b><span>${escapeHtml(text)}</span></li>`,
  );
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const [failed, warned, unrun] = [count("fail"), count("warn"), count("not-run")];
  const summary = `${failed} failed · ${warned} ${warned === 1 ? "warning" : "warnings"} · ${unrun} not run · ${count("pass")} passed`;
  return section("verdict", "Verdict", `<p>${summary}</p>\n<ul class="checks">\n${lines.join("\n")}\n</ul>`);
}
