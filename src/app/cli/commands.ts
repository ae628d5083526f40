import type { CommandEntry } from "./command.ts";

/** Every command, in the order of the help; each file is loaded only when its command is called. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "up",
    summary: "Start the platform: demo or paper trading, API and dashboard",
    load: async () => (await import("./up.ts")).command,
  },
  {
    name: "stop",
    summary: "Stop trading: engage the kill switch, or show its state",
    load: async () => (await import("./stop.ts")).command,
  },
  {
    name: "backtest",
    summary: "Run a strategy file over bars and write the result and a report",
    load: async () => (await import("./backtest.ts")).command,
  },
  {
    name: "sweep",
    summary: "Run every combination of a grid of parameters, on all cores",
    load: async () => (await import("./sweep.ts")).command,
  },
  {
    name: "walkforward",
    summary: "Choose parameters on the past and judge them on what came after",
    load: async () => (await import("./walkforward.ts")).command,
  },
  {
    name: "montecarlo",
    summary: "Draw other lives of a finished backtest and their chances",
    load: async () => (await import("./montecarlo.ts")).command,
  },
  {
    name: "passport",
    summary: "Try to prove a strategy wrong: overfitting, look-ahead, costs, luck",
    load: async () => (await import("./passport.ts")).command,
  },
  {
    name: "metrics",
    summary: "Print the figures of columns of returns",
    load: async () => (await import("./metrics.ts")).command,
  },
  {
    name: "report",
    summary: "Render the report of a stored run again",
    load: async () => (await import("./report.ts")).command,
  },
  {
    name: "compare",
    summary: "Put two to six stored runs side by side",
    load: async () => (await import("./compare.ts")).command,
  },
  {
    name: "runs list",
    summary: "List the stored runs with their figures",
    load: async () => (await import("./runs-list.ts")).command,
  },
  {
    name: "runs show",
    summary: "Show one stored run: warnings, figures, files",
    load: async () => (await import("./runs-show.ts")).command,
  },
  {
    name: "runs rm",
    summary: "Remove stored runs",
    load: async () => (await import("./runs-rm.ts")).command,
  },
  {
    name: "journal verify",
    summary: "Walk the journal's hash chain and name the first damage",
    load: async () => (await import("./journal-verify.ts")).command,
  },
  {
    name: "journal replay",
    summary: "Run every input again and compare each decision with the journal",
    load: async () => (await import("./journal-replay.ts")).command,
  },
  {
    name: "journal trace",
    summary: "Show every input and output of one signal or order",
    load: async () => (await import("./journal-trace.ts")).command,
  },
  {
    name: "sim",
    summary: "Run the core in a hostile simulated world and check its promises",
    load: async () => (await import("./sim.ts")).command,
  },
  {
    name: "venue",
    summary: "Serve the simulated venue to a program of yours, over loopback",
    load: async () => (await import("./venue.ts")).command,
  },
  {
    name: "data generate",
    summary: "Write the bars of a made-up market",
    load: async () => (await import("./data-generate.ts")).command,
  },
  {
    name: "data check",
    summary: "Find faults in bars files",
    load: async () => (await import("./data-check.ts")).command,
  },
  {
    name: "data gaps",
    summary: "List the bars and sessions a file lacks",
    load: async () => (await import("./data-gaps.ts")).command,
  },
  {
    name: "features compute",
    summary: "Compute one feature over the bars of a file",
    load: async () => (await import("./features-compute.ts")).command,
  },
  {
    name: "data import",
    summary: "Bring bars, quotes, splits and dividends into the catalogue",
    load: async () => (await import("./data-import.ts")).command,
  },
  {
    name: "data list",
    summary: "List the catalogue: ranges, gaps and kinds of prices",
    load: async () => (await import("./data-list.ts")).command,
  },
  {
    name: "data get",
    summary: "Print or write rows of the catalogue",
    load: async () => (await import("./data-get.ts")).command,
  },
  {
    name: "config show",
    summary: "Print each setting and where it comes from",
    load: async () => (await import("./config-show.ts")).command,
  },
  {
    name: "config check",
    summary: "Find faults in agenttrader.yaml and the environment",
    load: async () => (await import("./config-check.ts")).command,
  },
  {
    name: "doctor",
    summary: "Check that this machine and folder can run the platform",
    load: async () => (await import("./doctor.ts")).command,
  },
  {
    name: "version",
    summary: "Print the version",
    load: async () => (await import("./version.ts")).command,
  },
];
