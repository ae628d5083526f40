/**
 * Signals posted while the process is killed again and again: every answer 202 is in the journal
 * exactly once under its receipt and seq, and a delivery repeated until it was answered is one
 * signal. With the read models on in the last life, every one is in the signals list, too.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import type { SignalReceipt } from "../../src/contract/signal.ts";
import type { SignalRow } from "../../src/contract/signal-row.ts";
import type { SignalReceived } from "../../src/core/model/input.ts";
import { readAnchors } from "../../src/journal/anchor.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import { buildId } from "../../src/platform/build-id.ts";
import type { Client } from "../parity/test-run.ts";
import {
  generatedBars,
  listAll,
  setUp,
  signIn,
  strategyFile,
  temporaryFolder,
  untilViewsHold,
} from "../parity/test-run.ts";
import type { TestProcess } from "./test-process.ts";
import { agenttrader, seededNumbers } from "./test-process.ts";

const BUILD = buildId(join(import.meta.dirname, "../.."));
const KILLS = process.env["AGENTTRADER_LONG_TESTS"] === "1" ? 20 : 4;

const STRATEGY = [
  "id: outside",
  "kind: external",
  "instruments: [SPY]",
  "timeframe: 1m",
  "parameters: {}",
  "sizing: { kind: fixed-quantity, quantity: 10 }",
  "costs: { commissionPerOrder: 0, slippageBps: 1 }",
  "risk: { profile: none }",
  "initialCapital: 500000",
];

/** Posts signals, one at a time, each until it is answered; keeps every receipt. */
class Sender {
  readonly receipts: SignalReceipt[] = [];
  /** Ids that were sent at least once. */
  readonly sent = new Set<string>();
  #n = 0;
  #body = "";
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  async sendWhile(address: string, isAlive: () => boolean): Promise<void> {
    while (isAlive()) {
      if (this.#body === "") this.#next();
      try {
        const answer = await fetch(`${address}/v1/signals`, {
          method: "POST",
          headers: { "x-api-key": this.#key, "content-type": "application/json" },
          body: this.#body,
        });
        if (answer.status === 200 || answer.status === 202) {
          this.receipts.push((await answer.json()) as SignalReceipt);
          this.#body = "";
        } else {
          const text = await answer.text();
          assert.ok(answer.status === 429 || answer.status === 503, `${answer.status}: ${text}`);
        }
      } catch (error) {
        // The process was killed: this delivery goes out again to the next one.
        if (error instanceof assert.AssertionError) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  #next(): void {
    const isEntry = this.#n % 2 === 0;
    const signalId = `s-${this.#n}`;
    this.#n += 1;
    this.sent.add(signalId);
    this.#body = JSON.stringify({
      schema: "signal/1",
      signalId,
      strategyId: "outside",
      environment: "paper",
      intent: isEntry ? "entry" : "exit",
      sentAt: new Date().toISOString(),
      legs: [{ instrument: { kind: "equity", symbol: "SPY" }, side: isEntry ? "buy" : "sell" }],
      order: { type: "market" },
    });
  }
}

async function addressOf(run: TestProcess): Promise<string> {
  await run.saying(/Stop with Ctrl-C/);
  return /PAPER: (http:\S+)/.exec(run.out())?.[1] ?? "";
}

test(`signals during ${KILLS} kills: every receipt is found, each once`, async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  const file = strategyFile(folder, STRATEGY);
  const bars = generatedBars(folder, { instruments: ["SPY"], sessions: 5, seed: 9 });
  const data = join(folder, "data");
  const args = ["up", "--mode", "paper", "--strategy", file, "--market", bars, "--port", "0", "--data-dir", data];
  const slow = [...args, "--speed", "600", "--no-views"];
  const random = seededNumbers(7);

  const first = agenttrader(slow);
  const address = await addressOf(first);
  const code = (await first.saying(/setup\?code=(\S+)/))[1] ?? "";
  const client: Client = await setUp(address, code);
  const made = await client.post("/v1/api-keys", { name: "sender", scopes: ["signal:write"] });
  assert.equal(made.status, 201, await made.clone().text());
  const sender = new Sender(((await made.json()) as { key: string }).key);

  let run = first;
  let at = address;
  for (let kill = 0; kill <= KILLS; kill += 1) {
    let isAlive = true;
    const sending = sender.sendWhile(at, () => isAlive);
    await new Promise((resolve) => setTimeout(resolve, 300 + random() * 700));
    run.child.kill("SIGKILL");
    assert.equal(await run.ended, "SIGKILL", run.err());
    isAlive = false;
    await sending;
    if (kill === KILLS) break;
    run = agenttrader(slow);
    at = await addressOf(run);
    assert.match(run.out(), /Continues the run/);
  }

  const last = agenttrader([...args, "--speed", "600"]);
  at = await addressOf(last);
  const signedIn = await signIn(at);
  const newest = Math.max(...sender.receipts.map((receipt) => receipt.seq));
  await untilViewsHold(signedIn, newest);
  const rows = await listAll<SignalRow>(signedIn, "/v1/signals");
  last.child.kill("SIGKILL");
  await last.ended;

  const storage = fileStorage(join(data, "journal"));
  const received: SignalReceived[] = [];
  for (const record of readJournal(storage)) {
    if (record.r === "input" && record.input.kind === "SignalReceived") received.push(record.input);
  }
  assert.ok(sender.receipts.length >= 5 * KILLS, `${sender.receipts.length} receipts prove something`);
  for (const receipt of sender.receipts) {
    const found = received.filter((input) => input.receiptId === receipt.receiptId);
    assert.deepEqual(
      found.map((input) => [input.seq, input.signal.externalId]),
      [[receipt.seq, receipt.signalId]],
    );
    assert.equal(rows.filter((row) => row.id === receipt.signalId).length, 1, `${receipt.signalId} in the list`);
  }
  const ids = received.map((input) => input.signal.externalId);
  assert.equal(new Set(ids).size, ids.length, "no delivery became two signals");
  assert.ok(ids.length <= sender.sent.size);

  const whole = openTailIgnored(storage, data);
  assert.ok(whole, "the chain is whole");
  const replay = replayJournal(storage, { build: BUILD, checkChain: true });
  assert.deepEqual(replay.difference, null);
});

/** The last process was killed: a torn last line is the only thing that may be wrong. */
function openTailIgnored(storage: ReturnType<typeof fileStorage>, data: string): boolean {
  const verified = verifyJournal(storage, readAnchors(join(data, "anchors.jsonl")));
  return verified.ok || verified.damage.kind === "cut-tail";
}
