import { createHash } from "node:crypto";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { escapeHtml } from "./html-text.ts";
import type { ReportInput } from "./report-input.ts";
import { reportInput } from "./report-input.ts";
import { REPORT_SCRIPT } from "./report-script.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { costsSection } from "./sections/costs-section.ts";
import { dataSection } from "./sections/data-section.ts";
import { decisionsSection } from "./sections/decisions-section.ts";
import { drawdownsSection } from "./sections/drawdowns-section.ts";
import { equitySection } from "./sections/equity-section.ts";
import { figuresSection } from "./sections/figures-section.ts";
import { glossarySection } from "./sections/glossary-section.ts";
import { identitySection } from "./sections/identity-section.ts";
import { returnsSection } from "./sections/returns-section.ts";
import { riskSection } from "./sections/risk-section.ts";
import { robustnessSection } from "./sections/robustness-section.ts";
import { tradesSection } from "./sections/trades-section.ts";
import { verdictSection } from "./sections/verdict-section.ts";
import { walkForwardSection } from "./sections/walk-forward-section.ts";

/** The order of the report after its head: warnings, figures, then the evidence. */
const SECTIONS: readonly ((input: ReportInput) => string)[] = [
  verdictSection,
  figuresSection,
  equitySection,
  returnsSection,
  drawdownsSection,
  tradesSection,
  costsSection,
  riskSection,
  robustnessSection,
  walkForwardSection,
  decisionsSection,
  dataSection,
  glossarySection,
];

/** The report of a finished run. */
export function reportHtml(run: FinishedBacktest): string {
  return renderReport(reportInput(run));
}

/**
 * A report as one HTML file that asks nobody for anything. The same input gives the same bytes;
 * all of it can be read without its script.
 */
export function renderReport(input: ReportInput): string {
  const { strategy, data } = input.result;
  return reportPage(
    `${strategy.name} · ${data.instruments.join(", ")} · backtest`,
    identitySection(input),
    SECTIONS.map((render) => render(input)),
  );
}

/** A page of a header, links to its sections and the sections; empty ones are left out. */
export function reportPage(title: string, header: string, sections: readonly string[]): string {
  const shown = sections.filter((text) => text !== "");
  return htmlPage(
    title,
    `${header}\n${contents(shown)}\n${shown.join("\n")}`,
    "Past results on simulated fills. They say nothing certain about the future and are no advice.",
  );
}

/** A self-contained page: policy, style and script in the file, and what it disclaims at the end. */
export function htmlPage(title: string, body: string, disclaimer: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(REPORT_STYLE)}'`,
    `script-src '${hashOf(REPORT_SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${body}
</main>
<footer><h2>Disclaimer</h2><p class="soft">${escapeHtml(disclaimer)}</p></footer>
<script>${REPORT_SCRIPT}</script>
</body>
</html>
`;
}

/** Links to the sections, by their ids and headings. */
function contents(sections: readonly string[]): string {
  const links = sections.flatMap((text) => {
    const [, id, title] = /<section id="([\w-]+)"[^>]*><h2[^>]*>([^<]*)</.exec(text) ?? [];
    return id === undefined || title === undefined ? [] : [`<li><a href="#${id}">${title}</a></li>`];
  });
  return `<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
