import { readFileSync } from "node:fs";
import { type Command, hasFlag } from "./command.ts";

/** Version of this package, from its package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** `agenttrader version`: the version and the Node it runs on. */
export const command: Command = {
  positionals: [],
  options: [{ name: "json", kind: "flag", summary: "Print one JSON document" }],
  examples: [
    { line: "version", what: "Print the version" },
    { line: "version --json", what: "Print version, Node and platform for a bug report" },
  ],
  run: async (args, io) => {
    const facts = {
      version: packageVersion(),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    };
    io.out(
      hasFlag(args, "json")
        ? JSON.stringify(facts)
        : `agenttrader ${facts.version} (Node ${facts.node}, ${facts.platform})`,
    );
    return 0;
  },
};
