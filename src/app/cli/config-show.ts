import { EXIT } from "../../platform/exit-codes.ts";
import type { Command } from "./command.ts";
import { hasFlag } from "./command.ts";
import { CONFIG_OPTION, readConfig } from "./read-config.ts";

/** `agenttrader config show`: the settings `up` would start with; secrets are masked. */
export const command: Command = {
  positionals: [],
  options: [
    CONFIG_OPTION,
    { name: "origin", kind: "flag", summary: "Also where each value comes from" },
    { name: "json", kind: "flag", summary: "Print one JSON document, origins included" },
  ],
  examples: [
    { line: "config show --origin", what: "Each setting, and the file, variable or default it comes from" },
    { line: "config show --config other.yaml --json", what: "The settings of another file for a script" },
  ],
  run: async (args, io) => {
    const { origins } = readConfig(args, io);
    if (hasFlag(args, "json")) io.out(JSON.stringify(origins, null, 2));
    else {
      const width = Math.max(...origins.map((row) => row.key.length));
      for (const row of origins) {
        const origin = hasFlag(args, "origin") ? ` (${row.origin})` : "";
        io.out(`${row.key.padEnd(width)}  ${row.value === "" ? "-" : row.value}${origin}`);
      }
    }
    return EXIT.done;
  },
};
