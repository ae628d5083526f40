import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { strategyLookup } from "../../research/strategies/own-strategy.ts";
import { buildOfJournal } from "../journal/build-of-strategies.ts";
import { replayJournal } from "../journal/replay-journal.ts";
import { type Command, hasFlag } from "./command.ts";
import { readOwnStrategies, STRATEGIES_OPTION } from "./own-strategies.ts";
import { openJournal } from "./journal-verify.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** `agenttrader journal replay`: re-runs every input on a fresh core and compares each decision. */
export const command: Command = {
  positionals: [{ name: "DIR", summary: "a data directory, or the journal's folder" }],
  options: [
    { name: "verify", kind: "flag", summary: "Also walk the hash chain of the records" },
    STRATEGIES_OPTION,
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "journal replay .agenttrader --verify", what: "Prove that the journal's decisions follow from its inputs" },
    { line: "journal replay backup/journal --json", what: "The same for a copy, as JSON" },
  ],
  run: async (args, io) => {
    const storage = openJournal(resolve(io.cwd, args.positionals[0] ?? ""));
    const own = await readOwnStrategies(args, io);
    const report = replayJournal(storage, {
      build: buildOfJournal(buildId(ROOT), storage, own),
      strategies: strategyLookup(own),
      checkChain: hasFlag(args, "verify"),
      onProgress: (inputs) => io.err(`${inputs} inputs replayed ...`),
    });
    const { difference } = report;
    if (hasFlag(args, "json")) io.out(JSON.stringify(report, null, 2));
    else {
      io.out(`${report.inputs} inputs, ${report.outputs} outputs, build ${report.build}`);
      io.out(`stateHash  ${report.stateHash}`);
      io.out(`ordersHash ${report.ordersHash}`);
      io.out(difference === null ? "identical" : `not identical from seq ${difference.seq} on: ${difference.detail}`);
    }
    return report.identical ? EXIT.done : EXIT.notSo;
  },
};
