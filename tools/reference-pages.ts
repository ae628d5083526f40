import { COMMANDS } from "../src/app/cli/commands.ts";
import { commandHelp } from "../src/app/cli/help.ts";
import { PROBLEMS } from "../src/contract/problem.ts";
import { OUTCOME_OF_REASON } from "../src/core/portfolio/reasons.ts";
import { CHECKS } from "../src/core/risk/checks.ts";
import { limitsOf, PROFILE_NAMES } from "../src/core/risk/profiles.ts";
import { STRATEGIES } from "../src/core/strategies/registry.ts";
import { EXIT } from "../src/platform/exit-codes.ts";

/** One page of docs/reference, made from the code. */
export interface ReferencePage {
  /** File name without `.md`. */
  readonly name: string;
  readonly text: string;
}

type Cell = string | number | boolean | null;

/** All pages, each from the table the program itself uses. */
export async function referencePages(): Promise<readonly ReferencePage[]> {
  return [
    page("risk-checks", "Pre-trade checks", riskChecks()),
    page("risk-profiles", "Risk profiles", riskProfiles()),
    page("drop-reasons", "Why a signal became no order", dropReasons()),
    page("strategies", "Built-in strategies", strategies()),
    page("exit-codes", "Exit codes", exitCodes()),
    page("problems", "Problem codes of the API", problems()),
    page("commands", "Commands", await commands()),
  ];
}

function riskChecks(): string {
  const rows = CHECKS.map((check, index) => [
    index + 1,
    `\`${check.id}\``,
    check.label,
    check.unit,
    check.scope === "all" ? "every order" : "orders that open or add",
    check.alwaysEnforced ? "always" : "by profile",
    `\`${check.denyCode}\``,
  ]);
  const head = ["#", "Check", "Rule", "Unit", "Applies to", "Enforced", "Denial"];
  return `Every check is evaluated and recorded for every order, in this order; the first that fails names the denial.\n\n${table(head, rows)}`;
}

function riskProfiles(): string {
  const profiles = PROFILE_NAMES.map((name) => limitsOf(name, {}));
  const fields = Object.keys(profiles[0] ?? {}).filter((field) => field !== "profile");
  const rows = fields.map((field) => [
    `\`${field}\``,
    ...profiles.map((limits) => limits[field as keyof typeof limits]),
  ]);
  return `Ratios are fractions: 0.05 is 5 %. Profile \`none\` measures everything and enforces buying power and the kill switch alone.\n\n${table(["Limit", ...PROFILE_NAMES], rows)}`;
}

function dropReasons(): string {
  const rows = Object.entries(OUTCOME_OF_REASON).map(([reason, outcome]) => [`\`${reason}\``, outcome]);
  return `Decided by the brain before an order exists. Refusals of orders are in [risk-checks](risk-checks.md).\n\n${table(["Reason", "Outcome of the signal"], rows)}`;
}

function strategies(): string {
  const sections = STRATEGIES.map((strategy) => {
    const rows = strategy.parameters.map((parameter) => [
      `\`${parameter.name}\``,
      parameter.type,
      parameter.minimum,
      parameter.maximum,
      parameter.defaultValue ?? "required",
      parameter.description,
    ]);
    return `## ${strategy.kind}\n\n${strategy.summary}.\n\n${table(["Parameter", "Type", "From", "To", "Default", "Meaning"], rows)}`;
  });
  return sections.join("\n\n");
}

const EXIT_MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  done: "Done",
  unexpected: "Unexpected error: a bug; a correlation id and the path of the log are printed",
  usage: "Wrong usage, or an invalid config, strategy file, instrument or parameter",
  notSo: "Finished, but what was checked is not so (verify, replay, gate, parity, data check)",
  refused: "Refused: permission, kill switch, approval or risk",
  badData: "Data is missing, empty or corrupt",
  unavailable: "Something needed is unavailable: server, disk space, a writable folder",
  conflict: "Conflict: port in use, second process, locked, changed meanwhile",
  partly: "Partly done; the list is on standard output",
  timedOut: "Timed out, the outcome is unknown",
  interrupted: "Interrupted (Ctrl-C)",
  terminated: "Terminated",
};

function exitCodes(): string {
  const rows = (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [EXIT[name], EXIT_MEANING[name]]);
  return `Scripts may rely on them; a number never changes its meaning.\n\n${table(["Code", "Meaning"], rows)}`;
}

function problems(): string {
  const rows = Object.entries(PROBLEMS).map(([code, problem]) => [
    `\`${code}\``,
    problem.status,
    problem.title,
    problem.retryable ? "yes" : "no",
  ]);
  return `Refusals are \`application/problem+json\` (RFC 9457) with one of these codes.\n\n${table(["Code", "Status", "Title", "The same request may work later"], rows)}`;
}

async function commands(): Promise<string> {
  const helps = await Promise.all(
    COMMANDS.map(async (entry) => `## ${entry.name}\n\n\`\`\`text\n${commandHelp(entry, await entry.load())}\n\`\`\``),
  );
  return helps.join("\n\n");
}

function page(name: string, title: string, body: string): ReferencePage {
  const origin = "Made by `node tools/generated-docs.ts --write` from the code; do not edit.";
  return { name, text: `# ${title}\n\n${origin}\n\n${body}\n` };
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.map(cellText).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function cellText(cell: Cell): string {
  return cell === null ? "-" : String(cell).replaceAll("|", "\\|");
}
