import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildId } from "../../platform/build-id.ts";
import { openDataFolder } from "../../platform/data-folder.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { SimClock } from "../run/sim-clock.ts";
import { DEMO_SEED } from "../up/demo-plan.ts";
import { speedOf } from "../up/resolve-plan.ts";
import type { RunPlan } from "../up/run-plan.ts";
import { checkVenue } from "../venue/check-venue.ts";
import { runMarket, serveVenue } from "../venue/serve-venue.ts";
import { venuePlan } from "../venue/venue-plan.ts";
import { venueToken } from "../venue/venue-token.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { StopSignal } from "./interrupts.ts";
import { onInterrupt, STOP_EXIT_CODE } from "./interrupts.ts";
import type { CliIo } from "./io.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PORT = 8090;
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost"];

/** `agenttrader venue`: the simulated venue for a program of one's own, until Ctrl-C. */
export const command: Command = {
  positionals: [],
  options: [
    {
      name: "market",
      kind: "text",
      value: "PATH",
      summary: "generator (default), or a bars file or folder to replay",
    },
    { name: "instruments", kind: "text", value: "A,B", summary: "what it lists (default SPY,IWM,QQQ,AAPL)" },
    { name: "speed", kind: "text", value: "N|max", summary: "market seconds per second (default 60), or max" },
    { name: "seed", kind: "integer", min: 0, summary: `seed of the generated market (default ${DEMO_SEED})` },
    { name: "cash", kind: "integer", min: 1, max: 1_000_000_000, summary: "dollars on the account (default 100000)" },
    { name: "port", kind: "integer", min: 0, max: 65535, summary: `port (default ${PORT}; 0 takes a free one)` },
    { name: "host", kind: "text", value: "ADDRESS", summary: "127.0.0.1; no other address is served" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "where the token lies (default .agenttrader)" },
    { name: "check", kind: "flag", summary: "trade at it once, print what came back, and end" },
  ],
  examples: [
    { line: "venue --speed 60", what: "Serve a generated market, a minute per second" },
    { line: "venue --check --port 0", what: "Submit, replace, probe, cancel and fill an order over the socket" },
  ],
  run: runVenue,
};

async function runVenue(args: CommandArgs, io: CliIo): Promise<number> {
  const host = textOf(args, "host", "127.0.0.1");
  if (!LOOPBACK.includes(host)) {
    throw new Failure({
      code: "LOOPBACK_ONLY",
      exitCode: EXIT.usage,
      message: `venue --host was "${host}"; the venue is served on 127.0.0.1 only.`,
      hint: "Its orders are not encrypted; run the program that trades on this machine.",
    });
  }
  const speed = speedOf(textOf(args, "speed", "60"));
  const market = textOf(args, "market", "generator");
  const plan = venuePlan({
    market: market === "generator" ? null : resolve(io.cwd, market),
    instruments: textOf(args, "instruments", "SPY,IWM,QQQ,AAPL").split(","),
    cash: numberOf(args, "cash", 100_000),
    seed: numberOf(args, "seed", DEMO_SEED),
    warn: io.err,
  });
  const folder = openDataFolder({
    flag: textOf(args, "data-dir", null) ?? undefined,
    environment: io.env,
    workingDirectory: io.cwd,
  });
  const secret = venueToken(folder);
  const port = numberOf(args, "port", PORT);
  if (hasFlag(args, "check")) {
    const isGood = await checkVenue({ plan, build: buildId(ROOT), port, token: secret.token, out: io.out });
    return isGood ? EXIT.done : EXIT.notSo;
  }
  const clock = new SimClock({ start: plan.start, speed, wallMs: () => Date.now() });
  return serve({ plan, clock, port, ...secret }, io);
}

/** Serves until a signal; the account and its orders are gone with the process. */
async function serve(
  at: { plan: RunPlan; clock: SimClock; port: number; token: string; path: string },
  io: CliIo,
): Promise<number> {
  const { plan, clock, port, token } = at;
  const server = await serveVenue({
    plan,
    token,
    port,
    now: () => clock.now(plan.feed.next()?.tsClose ?? null),
    onOrderCame: ({ clientOrderId, times, at: when }) => {
      io.out(`${new Date(when / 1_000).toISOString()} order ${clientOrderId}${times > 1 ? `, time ${times}` : ""}`);
    },
  });
  let stopSignal: StopSignal | null = null;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => (end = done));
  const release = onInterrupt((signal) => {
    stopSignal = signal;
    end();
  });
  io.out(`Venue: 127.0.0.1:${server.port}, listing ${plan.instruments.map((one) => one.symbol).join(", ")}`);
  io.out(`Token: ${at.path}`);
  io.out("Stop with Ctrl-C.");
  try {
    await runMarket({ plan, server, clock, isStopped: () => stopSignal !== null });
    if (stopSignal === null) io.err(`${plan.feed.endReason}; orders are still taken.`);
    await ended;
  } finally {
    await server.close();
    release();
  }
  const { accepted } = server.venue.books();
  io.out(`Stopped: ${accepted.length === 1 ? "1 order" : `${accepted.length} orders`} came, nothing is kept.`);
  return stopSignal === null ? EXIT.done : STOP_EXIT_CODE[stopSignal];
}
