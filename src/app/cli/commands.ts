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
    summary: "Find faults in a bars file",
    load: async () => (await import("./data-check.ts")).command,
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
