import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { required } from "../../core/assert.ts";
import type { VenueServer } from "../../venues/simulated/venue-server.ts";
import type { Applied } from "../run/apply-input.ts";
import type { RunPlan } from "../up/run-plan.ts";
import { checkSteps } from "./check-steps.ts";
import { serveVenue } from "./serve-venue.ts";
import type { OutsideTrader } from "./trade-outside.ts";
import { tradeOutside } from "./trade-outside.ts";

/** Longest wait for the answers to one step. */
const ANSWER_MS = 5_000;

export interface CheckVenueOptions {
  readonly plan: RunPlan;
  readonly build: string;
  readonly port: number;
  readonly token: string;
  readonly out: (line: string) => void;
}

/**
 * Serves a venue, trades at it as a core outside of its process would, and prints what came back;
 * true when everything asked for came and both sides hold the same at the end. The market stands
 * still between the steps.
 */
export async function checkVenue(options: CheckVenueOptions): Promise<boolean> {
  const { plan, build, token, out } = options;
  const market = { now: plan.start };
  const heard: string[] = [];
  const waiting = { wake: (): void => undefined };
  const server = await serveVenue({ ...options, now: () => market.now, onOrderCame: () => undefined });
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-venue-"));
  const start = (): Promise<OutsideTrader> =>
    tradeOutside({
      plan,
      folder,
      build,
      token,
      port: server.port,
      now: () => market.now,
      listener: (applied) => {
        heard.push(...wordsOf(applied));
        waiting.wake();
      },
      notice: out,
    });
  const life = { trader: await start() };
  const restart = async (): Promise<void> => {
    await life.trader.close();
    life.trader = await start();
  };
  try {
    for (const step of checkSteps({ plan, server, life, restart, market })) {
      heard.length = 0;
      await step.act();
      const missing = (): readonly string[] => step.wants.filter((word) => !isHeard(heard, word));
      const hasCome = await until(() => missing().length === 0, waiting);
      out(`${step.name}: ${heard.length === 0 ? "no answer" : heard.join(", ")}`);
      if (hasCome) continue;
      out(`Not so: ${missing().join(" and ")} did not come.`);
      return false;
    }
    return compare(server, life.trader, out);
  } finally {
    await life.trader.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A word, whatever reason stands behind it. */
function isHeard(heard: readonly string[], word: string): boolean {
  return heard.some((one) => one === word || one.startsWith(`${word} (`));
}

/** What an input that came from outside says, for a person. */
function wordsOf({ input, records }: Applied): readonly string[] {
  switch (input.kind) {
    case "ConnectionChanged":
      return [`connection ${input.isUp ? "up" : "down"}`];
    case "BarClosed":
      return input.endsSlice ? ["bars"] : [];
    case "VenueReport":
      return [reportWord(input)];
    case "AccountSnapshot":
      return records.flatMap((record) => (record.kind === "Reconciled" ? [`account ${record.verdict}`] : []));
    default:
      return records.flatMap(refusalWord);
  }
}

/** What our own side said no to; nothing leaves for the venue then. */
function refusalWord(record: Applied["records"][number]): readonly string[] {
  if (record.kind === "CommandRefused") return [`refused here (${record.code})`];
  if (record.kind === "OrderStateChanged" && record.to === "DENIED") return [`denied here (${record.reason})`];
  if (record.kind === "SignalEnded") return [`ended here (${record.outcome} ${record.reason})`];
  return [];
}

function reportWord(report: Extract<Applied["input"], { kind: "VenueReport" }>): string {
  const what = report.report === "fill" ? `fill of ${report.quantityLots}` : report.report;
  return `${what}${report.isAnswer ? " as answer" : ""}${report.reason === "" ? "" : ` (${report.reason})`}`;
}

/** The venue's own books against the core's. */
function compare(server: VenueServer, { core }: OutsideTrader, out: (line: string) => void): boolean {
  const theirs = server.venue.books();
  const ledger = required(core.state.trading, "a configured core").ledger;
  const isSame =
    Number(ledger.accounts.cash[0]) === theirs.cashMicros &&
    theirs.positionLots.every((lots, instrument) => lots === ledger.accountLots[instrument]);
  const cash = (theirs.cashMicros / 1_000_000).toFixed(2);
  out(
    isSame
      ? `The venue and the core hold the same: ${theirs.positionLots.join(" ")} shares, ${cash} USD.`
      : `Not so: the venue holds ${theirs.positionLots.join(" ")} shares and ${cash} USD, the core something else.`,
  );
  return isSame;
}

/** Waits for something that only an input can bring about; false when it does not come. */
function until(isTrue: () => boolean, waiting: { wake: () => void }): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (hasCome: boolean): void => {
      clearTimeout(timer);
      waiting.wake = () => undefined;
      resolve(hasCome);
    };
    const timer = setTimeout(() => end(false), ANSWER_MS);
    waiting.wake = () => {
      // What belongs to the same answer follows at once; it is waited for, so that it is shown.
      if (isTrue()) setTimeout(() => end(true), 20);
    };
    waiting.wake();
  });
}
