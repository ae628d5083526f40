import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readAnchors } from "../../journal/anchor.ts";
import { fileStorage } from "../../journal/file-storage.ts";
import type { Storage } from "../../journal/storage.ts";
import { verifyJournal } from "../../journal/verify-journal.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { type Command, hasFlag, textOf } from "./command.ts";

/** `agenttrader journal verify`: walks the hash chain and names the first record that does not fit. */
export const command: Command = {
  positionals: [{ name: "DIR", summary: "the journal's folder, or a data directory" }],
  options: [
    { name: "anchors", kind: "text", value: "FILE", summary: "Also prove that these anchored heads are in the chain" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "journal verify .agenttrader", what: "Check the journal of the data directory here" },
    { line: "journal verify backup/journal --anchors anchors.jsonl --json", what: "Check a copy against its anchors" },
  ],
  run: async (args, io) => {
    const storage = openJournal(resolve(io.cwd, args.positionals[0] ?? ""));
    const anchorFile = textOf(args, "anchors", null);
    const anchors = anchorFile === null ? [] : readAnchors(existing(resolve(io.cwd, anchorFile), "anchors"));
    const result = verifyJournal(storage, anchors);
    if (hasFlag(args, "json")) io.out(JSON.stringify(result, null, 2));
    else if (result.ok) {
      io.out(
        `ok: ${result.inputs} inputs in ${result.records} records of ${result.segments} segments, head ${result.lastHash}`,
      );
    } else {
      const { damage } = result;
      io.out(
        `damaged: ${join(storage.name, damage.segment)}:${damage.line} (seq ${damage.seq}) ${damage.kind}: ${damage.detail}`,
      );
    }
    return result.ok ? EXIT.done : EXIT.notSo;
  },
};

/** The journal in `folder` itself or in its `journal` folder; a Failure when there is none. */
export function openJournal(folder: string): Storage {
  existing(folder, "journal");
  for (const candidate of [folder, join(folder, "journal")]) {
    const storage = fileStorage(candidate);
    if (existsSync(candidate) && storage.list().length > 0) return storage;
  }
  throw new Failure({
    code: "JOURNAL_EMPTY",
    exitCode: EXIT.badData,
    message: `${folder} holds no journal: no segment like 000000000001.jsonl in it or in its folder "journal".`,
    hint: "Name the data directory of a run (default .agenttrader).",
  });
}

function existing(path: string, what: string): string {
  if (existsSync(path)) return path;
  throw new Failure({ code: "FILE_MISSING", exitCode: EXIT.badData, message: `The ${what} ${path} does not exist.` });
}
