import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { templatePath } from "../../database/prepare-template.ts";
import { buildId } from "../../platform/build-id.ts";
import { openDataFolder } from "../../platform/data-folder.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { createLog, toFile } from "../../platform/log.ts";
import { buildOfStrategies } from "../journal/build-of-strategies.ts";
import { resolvePlan } from "../up/resolve-plan.ts";
import { resetDemo } from "../up/reset-demo.ts";
import type { Platform } from "../up/start-platform.ts";
import { startPlatform } from "../up/start-platform.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf, textsOf } from "./command.ts";
import type { StopSignal } from "./interrupts.ts";
import { onInterrupt, STOP_EXIT_CODE } from "./interrupts.ts";
import type { CliIo } from "./io.ts";
import { readOwnStrategies, STRATEGIES_OPTION } from "./own-strategies.ts";
import { CONFIG_OPTION, readConfig } from "./read-config.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** `agenttrader up`: the platform on the simulated venue, until Ctrl-C. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "mode", kind: "text", choices: ["demo", "paper"], value: "MODE", summary: "demo (default) or paper" },
    {
      name: "market",
      kind: "text",
      value: "PATH",
      summary: "generator (default), or a bars file or folder to replay",
    },
    {
      name: "strategy",
      kind: "text",
      isRepeated: true,
      value: "FILE",
      summary: "paper: a strategy file; repeat it (default: all of the folder strategies)",
    },
    STRATEGIES_OPTION,
    CONFIG_OPTION,
    { name: "speed", kind: "text", value: "N|max", summary: "market seconds per second (default 60), or max" },
    { name: "seed", kind: "integer", min: 0, summary: "seed of the generated market (default 42)" },
    { name: "port", kind: "integer", min: 0, max: 65535, summary: "port (default 8080 or PORT; 0 takes a free one)" },
    { name: "host", kind: "text", value: "ADDRESS", summary: "address to listen on (default 127.0.0.1)" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    { name: "setup-link", kind: "flag", summary: "print a fresh set-up link and end" },
    { name: "no-setup-link", kind: "flag", summary: "print no set-up link, for starts whose output others read" },
    { name: "reset-demo", kind: "flag", summary: "start the demo over: removes its journal and read models" },
    { name: "yes", kind: "flag", summary: "with --reset-demo: do not ask" },
    { name: "no-views", kind: "flag", summary: "without read models; the dashboard stays empty" },
    { name: "stop-at-end", kind: "flag", summary: "end once the market's bars are through" },
  ],
  examples: [
    { line: "up", what: "The demo: sample strategies on a generated market" },
    {
      line: "up --mode paper --strategy examples/strategies/spy-ema.yaml --market bars/SPY_1m.csv.gz --speed 600",
      what: "Replay a bars file through a strategy of yours",
    },
  ],
  run: runUp,
};

async function runUp(args: CommandArgs, io: CliIo): Promise<number> {
  const config = readConfig(args, io);
  const { settings } = config;
  const folder = openDataFolder({
    flag: textOf(args, "data-dir", null) ?? undefined,
    environment: io.env,
    workingDirectory: io.cwd,
  });
  if (hasFlag(args, "reset-demo")) await resetDemo(folder, io, hasFlag(args, "yes"));
  const ownStrategies = await readOwnStrategies(args, io, settings.strategyModules);
  const { plan, speed, research } = resolvePlan({
    config,
    market: textOf(args, "market", null),
    strategies: textsOf(args, "strategy"),
    ownStrategies,
    speed: textOf(args, "speed", "60"),
    seed: numberOf(args, "seed", null),
    cwd: io.cwd,
    warn: io.err,
  });
  const logFile = join(folder, "agenttrader.log");
  const dashboard = join(ROOT, "dist", "dashboard");
  const template = templatePath(join(ROOT, "node_modules", ".cache", "agenttrader"));
  const platform = await startPlatform({
    plan,
    folder,
    host: settings.host,
    port: settings.port,
    speed,
    build: buildOfStrategies(buildId(ROOT), plan.config, ownStrategies),
    databaseUrl: settings.databaseUrl,
    templateFile: existsSync(template) ? template : null,
    dashboardDirectory: existsSync(join(dashboard, "index.html")) ? dashboard : null,
    log: createLog({ level: settings.logLevel, write: toFile(logFile) }),
    hasViews: !hasFlag(args, "no-views"),
    research,
  });
  await greet(platform, { mode: plan.mode, folder, io, hasLink: !hasFlag(args, "no-setup-link") });
  if (hasFlag(args, "setup-link")) {
    await platform.stop();
    return EXIT.done;
  }
  return untilStopped(platform, { folder, io, stopsAtEnd: hasFlag(args, "stop-at-end") });
}

/** Address, state and, while there is no operator, the one-time link. */
async function greet(
  platform: Platform,
  at: { mode: string; folder: string; io: CliIo; hasLink: boolean },
): Promise<void> {
  const { io } = at;
  const state = platform.loop.core.state;
  io.out(`AgentTrader ${at.mode}: ${platform.address}`);
  io.out(
    platform.isNew
      ? `New run in ${at.folder}`
      : `Continues the run in ${at.folder} at seq ${state.seq} (${platform.resumedInputs} inputs replayed)`,
  );
  const code = at.hasLink ? await platform.auth.createSetupCode(Date.now()) : null;
  if (code !== null) io.out(`Set up: ${platform.address}/setup?code=${code}`);
}

/** Waits for a signal, the end of the market, or a broken invariant. */
async function untilStopped(
  platform: Platform,
  at: { folder: string; io: CliIo; stopsAtEnd: boolean },
): Promise<number> {
  let stopSignal: StopSignal | null = null;
  const release = onInterrupt((signal) => {
    stopSignal = signal;
    at.io.err("Stopping: finishing the bar under way, writing everything out ...");
    platform.loop.stop();
  });
  // Said once it is so: who reads it and signals at once is heard.
  at.io.out("Stop with Ctrl-C.");
  const ender = at.stopsAtEnd ? setInterval(() => platform.loop.standstill !== null && platform.loop.stop(), 20) : null;
  try {
    await platform.finished;
  } finally {
    if (ender !== null) clearInterval(ender);
    await platform.stop();
    release();
  }
  farewell(platform, at);
  return stopSignal === null ? EXIT.done : STOP_EXIT_CODE[stopSignal];
}

/** What is left behind: nothing is closed by stopping. */
function farewell(platform: Platform, at: { folder: string; io: CliIo }): void {
  const books = platform.loop.core.state.trading;
  const positions = books?.ledger.strategyLots.reduce((count, lots) => count + (lots === 0 ? 0 : 1), 0) ?? 0;
  const orders = books?.orders.live.length ?? 0;
  at.io.out(
    `Stopped at seq ${platform.loop.core.state.seq}: ${positions} open positions and ${orders} live orders stay in the journal; the next start in ${at.folder} goes on from there.`,
  );
}
