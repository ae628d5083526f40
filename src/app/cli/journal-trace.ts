import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { strategyLookup } from "../../research/strategies/own-strategy.ts";
import { traceJournal } from "../journal/trace-journal.ts";
import { traceText } from "../journal/trace-text.ts";
import { type Command, hasFlag, textOf } from "./command.ts";
import { dataDirOf } from "./io.ts";
import { readOwnStrategies, STRATEGIES_OPTION } from "./own-strategies.ts";
import { openJournal } from "./journal-verify.ts";

/** `agenttrader journal trace`: every input and output of one signal, with its sizing steps and checks. */
export const command: Command = {
  positionals: [{ name: "ID", summary: "a signal id, receipt id, client order id or order number" }],
  options: [
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
    STRATEGIES_OPTION,
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "journal trace 17", what: "Why order 17 was sent, and what became of it" },
    { line: "journal trace spy-ema:SPY:1704207060000000:0 --json", what: "The way of one signal, as JSON" },
  ],
  run: async (args, io) => {
    const id = args.positionals[0] ?? "";
    const folder = dataDirOf(textOf(args, "data-dir", null), io);
    const trace = traceJournal(openJournal(folder), id, strategyLookup(await readOwnStrategies(args, io)));
    if (trace === null) {
      throw new Failure({
        code: "ID_UNKNOWN",
        exitCode: EXIT.badData,
        message: `The journal in ${folder} knows no signal, receipt or order "${id}".`,
        hint: "Order numbers and signal ids are on the dashboard's Orders and Signals pages.",
      });
    }
    if (hasFlag(args, "json")) io.out(JSON.stringify(trace, null, 2));
    else for (const line of traceText(trace)) io.out(line);
    return EXIT.done;
  },
};
