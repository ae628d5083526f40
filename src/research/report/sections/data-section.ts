import { groupText, NONE, percentText, timeText } from "../format-figure.ts";
import { escapeHtml, htmlTable, numberCell, pairTable, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** Where the bars came from, how complete they are, and what was done to them. */
export function dataSection({ result }: ReportInput): string {
  const { data: facts, config, analysis, metrics } = result;
  const table = pairTable("Source of the data", [
    ["Path", facts.path],
    ["Bars", `${groupText(facts.bars)} over ${groupText(metrics.days)} sessions (${analysis.calendar})`],
    ["First bar opens", `${timeText(facts.from)} UTC`],
    ["Last bar closes", `${timeText(facts.to)} UTC`],
    [
      "Asked for",
      `from ${config.from ?? "the beginning"} to ${config.to ?? "the end"}, times name the bar's ${config.barTime}, zone ${config.tz}`,
    ],
    ["Bad rows", config.skipBadRows ? "dropped and counted" : "would have refused the file"],
    ["Adjustments", adjustmentText(facts.actions)],
    [
      "Warm-up",
      config.warmupBars === 0 ? "none asked for" : `${groupText(config.warmupBars)} bars before the first session`,
    ],
  ]);
  const head = [textCell("Instrument"), numberCell("Bars"), numberCell("Of whole sessions"), numberCell("Sessions")];
  head.push(numberCell("Without a bar"), numberCell("With some missing"), textCell("The first of them"));
  const rows = analysis.coverage.map((row) => [
    textCell(row.instrument),
    numberCell(groupText(row.bars)),
    numberCell(
      row.expected === null || row.expected === 0
        ? NONE
        : percentText(row.bars / row.expected, { signed: false, decimals: 2 }),
      row.expected === null ? "no session hours" : "",
    ),
    numberCell(groupText(row.sessions)),
    numberCell(groupText(row.emptySessions)),
    numberCell(groupText(row.thinSessions)),
    textCell(row.thinDays.join(", ")),
  ]);
  const notes = result.warnings.filter(({ code }) => DATA_CODES.includes(code));
  const list = notes.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join("\n");
  const said = notes.length === 0 ? "" : `\n<h3>What the reader of bars said</h3>\n<ul>\n${list}\n</ul>`;
  return section(
    "data",
    "Data",
    `${table}\n<h3>Coverage</h3>\n${htmlTable("Coverage by instrument", head, rows, { style: "small" })}${said}`,
  );
}

function adjustmentText(actions: ReportInput["result"]["data"]["actions"]): string {
  if (actions === null) return "none known: prices are used as given";
  const traded =
    actions.adjust === "raw"
      ? "prices as given; splits and dividends reach the account"
      : `prices adjusted for ${actions.adjust === "split" ? "splits" : "splits and dividends"}`;
  return `${traded}; from ${actions.path}`;
}

const DATA_CODES = [
  "UNFINISHED_BAR_DROPPED",
  "BAD_ROWS_SKIPPED",
  "ROWS_REVERSED",
  "NO_VOLUME",
  "OUTSIDE_SESSION_DROPPED",
  "BAR_TIME_DOUBTFUL",
  "FILE_NAME_DIFFERS",
  "DATA_NOTE",
];
