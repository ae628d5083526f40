import { EXIT } from "../../platform/exit-codes.ts";
import type { Command } from "./command.ts";
import { CONFIG_OPTION, readConfig } from "./read-config.ts";

/** `agenttrader config check`: reads file and environment as `up` would, without starting anything. */
export const command: Command = {
  positionals: [],
  options: [CONFIG_OPTION],
  examples: [
    { line: "config check", what: "Name every fault of agenttrader.yaml with its line" },
    { line: "config check --config other.yaml", what: "The same for another file" },
  ],
  run: async (args, io) => {
    const { file, origins } = readConfig(args, io);
    const set = origins.filter((row) => row.origin !== "default").length;
    io.out(`ok: ${file ?? "no agenttrader.yaml here"}, ${set} of ${origins.length} settings are set`);
    return EXIT.done;
  },
};
