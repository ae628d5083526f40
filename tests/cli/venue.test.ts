/** The served venue as a process: its check, a trader of another process, and what it refuses. */
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Order } from "../../src/core/model/order.ts";
import type { VenueInput } from "../../src/venues/venue-port.ts";
import { RemoteVenue } from "../../src/venues/simulated/remote-venue.ts";
import { agenttrader, agenttraderToEnd } from "../kill/test-process.ts";
import { temporaryFolder } from "../parity/test-run.ts";

test("venue --check trades at it over the socket and shows what came back", async (t) => {
  const data = join(
    temporaryFolder((clean) => t.after(clean)),
    "data",
  );
  const run = await agenttraderToEnd(["venue", "--check", "--port", "0", "--data-dir", data]);
  assert.equal(run.code, 0, run.out + run.err);
  for (const line of [
    /^submit a limit order: accepted, live$/m,
    /^replace it: replaced, accepted, live$/m,
    /^probe it: live as answer$/m,
    /^cancel it: canceled \(CANCEL_REQUESTED\)$/m,
    /^market: .*fill of 10/m,
    /^restart the trader: .*connection up, account clean$/m,
    /^snapshot: .*account clean$/m,
    /^The venue and the core hold the same: 10 0 0 0 shares, 9\d{4}\.\d\d USD\.$/m,
  ]) {
    assert.match(run.out, line);
  }
});

test("venue --check says what did not come and exits 3: no money for the order", async (t) => {
  const data = join(
    temporaryFolder((clean) => t.after(clean)),
    "data",
  );
  const run = await agenttraderToEnd(["venue", "--check", "--cash", "1", "--port", "0", "--data-dir", data]);
  assert.equal(run.code, 3, run.out + run.err);
  assert.match(run.out, /^submit a limit order: denied here \(BUYING_POWER\)/m);
  assert.match(run.out, /^Not so: accepted and live did not come\.$/m);
});

test("a trader of another process is served on loopback alone, until Ctrl-C", async (t) => {
  const data = join(
    temporaryFolder((clean) => t.after(clean)),
    "data",
  );
  const run = agenttrader(["venue", "--port", "0", "--speed", "600", "--instruments", "SPY", "--data-dir", data]);
  t.after(() => run.child.kill("SIGKILL"));
  const port = Number((await run.saying(/^Venue: 127\.0\.0\.1:(\d+), listing SPY$/m))[1]);
  const file = (await run.saying(/^Token: (.*)$/m))[1] ?? "";
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(file, join(data, "venue-token"));

  const heard: string[] = [];
  const stranger = trader(port, "another token of enough length", heard);
  t.after(() => stranger.close());
  stranger.connect();
  await until(() => heard.includes("notice: The venue refused the connection: wrong token."), heard);
  await stranger.close();

  const told: string[] = [];
  const venue = trader(port, readFileSync(file, "utf8").trim(), told);
  t.after(() => venue.close());
  venue.connect();
  await until(() => told.includes("ConnectionChanged"), told);
  venue.submit({ kind: "SubmitOrder", clientOrderId: "mine-0", order: buyOrder() } as Parameters<
    RemoteVenue["submit"]
  >[0]);
  // The fill is the moving market's.
  await until(() => told.includes("fill"), told);
  await run.saying(/order mine-0$/m);

  const outer = Object.values(networkInterfaces())
    .flat()
    .find((one) => one !== undefined && !one.internal && one.family === "IPv4");
  if (outer !== undefined) assert.equal(await canConnect(outer.address, port), false, outer.address);

  run.child.kill("SIGINT");
  assert.equal(await run.ended, 130, run.err());
  assert.match(run.out(), /^Stopped: 1 order came, nothing is kept\.$/m);
});

test("venue refuses other addresses, a busy port and what it cannot list", async (t) => {
  const data = join(
    temporaryFolder((clean) => t.after(clean)),
    "data",
  );
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  t.after(() => other.close());
  const busy = String((other.address() as AddressInfo).port);
  const cases: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
    [["--host", "0.0.0.0"], 2, /"0\.0\.0\.0".*127\.0\.0\.1 only/],
    [["--port", busy], 7, new RegExp(`port ${busy} on 127\\.0\\.0\\.1 .*--port`, "s")],
    [["--check", "--port", busy], 7, new RegExp(`port ${busy} `)],
    [["--instruments", "SPY,s]y"], 2, /--instruments/],
    [["--speed", "0"], 2, /positive number/],
    [["--market", join(data, "gone.csv")], 5, /gone\.csv/],
  ];
  for (const [args, code, says] of cases) {
    const run = await agenttraderToEnd(["venue", ...args, "--data-dir", data]);
    assert.equal(run.code, code, `${args.join(" ")}: ${run.out}${run.err}`);
    assert.match(run.err, says);
  }
  writeFileSync(join(data, "venue-token"), "short\n");
  const run = await agenttraderToEnd(["venue", "--port", "0", "--data-dir", data]);
  assert.equal(run.code, 5, run.err);
  assert.match(run.err, /venue-token has 5 characters/);
});

function trader(port: number, token: string, told: string[]): RemoteVenue {
  const venue = new RemoteVenue({
    port,
    token,
    account: 0,
    symbols: ["SPY"],
    indexOf: (id) => Number(id.slice("mine-".length)),
    idOf: (order) => `mine-${order}`,
    now: () => Date.now() * 1_000,
    random: () => 0,
    notice: (text) => told.push(`notice: ${text}`),
  });
  venue.onInput((input: VenueInput) => told.push(input.kind === "VenueReport" ? input.report : input.kind));
  return venue;
}

function buyOrder(): Order {
  return {
    index: 0,
    instrument: 0,
    side: "buy",
    type: "market",
    timeInForce: "day",
    quantityLots: 10,
    limitTicks: null,
    stopTicks: null,
    trailTicks: null,
    tsGoodTill: null,
    collarTicks: null,
    onShortfall: "reject",
    role: "entry",
    parent: -1,
    replaces: -1,
  } as unknown as Order;
}

async function until(isTrue: () => boolean, told: readonly string[]): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 4_000) assert.fail(`waited in vain: ${told.join()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
