import type { CommandEntry } from "./command.ts";

/** Every command, in the order of the help; each file is loaded only when its command is called. */
export const COMMANDS: readonly CommandEntry[] = [
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
