import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KillState } from "../../contract/kill-switch.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { readControlFile } from "../up/control-file.ts";
import { STOP_FILES, stopFileIn } from "../up/stop-channels.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import { type CliIo, dataDirOf } from "./io.ts";
import { askKillSwitch, type StopAnswer } from "./stop-request.ts";
import { stopLines } from "./stop-lines.ts";

const CONFIRM = "FLATTEN";

/** `agenttrader stop`: over the API, or by a file in the data directory when the API does not answer. */
export const command: Command = {
  positionals: [],
  options: [
    {
      name: "level",
      kind: "integer",
      min: 1,
      max: 3,
      summary: "1 no new risk (default), 2 cancels entries too, 3 closes everything too",
    },
    { name: "reason", kind: "text", summary: "why; kept in the journal" },
    { name: "confirm", kind: "text", value: CONFIRM, summary: `level 3 wants --confirm ${CONFIRM}` },
    { name: "status", kind: "flag", summary: "only show the state, the progress and the certificate" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "data directory (default .agenttrader)" },
  ],
  examples: [
    { line: "stop", what: "Level 1: no new risk; exits, stops and targets keep working" },
    { line: `stop --level 3 --confirm ${CONFIRM} --reason "wrong prices"`, what: "Cancel and close everything" },
    { line: "stop --status", what: "What is stopped, what is left to do" },
  ],
  run: runStop,
};

async function runStop(args: CommandArgs, io: CliIo): Promise<number> {
  const folder = dataDirOf(textOf(args, "data-dir", null), io);
  if (!existsSync(folder)) {
    throw new Failure({
      code: "NO_DATA_FOLDER",
      exitCode: EXIT.unavailable,
      message: `There is no data directory ${folder}.`,
      hint: "Name the one of the running platform with --data-dir or AGENTTRADER_HOME.",
    });
  }
  if (hasFlag(args, "status")) return showStatus(folder, io);
  const level = numberOf(args, "level", 1);
  if (level === 3 && textOf(args, "confirm", "") !== CONFIRM) {
    throw new Failure({
      code: "CONFIRM_MISSING",
      exitCode: EXIT.usage,
      message: "Level 3 cancels every order and closes every position.",
      hint: `Add --confirm ${CONFIRM}.`,
    });
  }
  const reason = textOf(args, "reason", "");
  const answer = await askKillSwitch(readControlFile(folder), {
    action: "engage",
    level,
    reason,
    ...(level === 3 ? { confirm: CONFIRM } : {}),
  });
  if (answer.ok) {
    for (const line of stopLines(answer.state)) io.out(line);
    return EXIT.done;
  }
  return stopByFile(folder, { level, reason, why: answer.why }, io);
}

async function showStatus(folder: string, io: CliIo): Promise<number> {
  const answer: StopAnswer = await askKillSwitch(readControlFile(folder), null);
  const wish = stopFileIn(folder);
  const file =
    wish === null ? [] : [`${join(folder, wish.by.replace("file ", ""))} lies there: ${levelOf(wish.level)}`];
  if (answer.ok) {
    for (const line of [...stopLines(answer.state), ...file]) io.out(line);
    return EXIT.done;
  }
  for (const line of file) io.out(line);
  io.err(`The platform does not answer (${answer.why}).`);
  return EXIT.unavailable;
}

/** Safe to do twice: the program only ever reads the file. */
function stopByFile(
  folder: string,
  wish: { readonly level: number; readonly reason: string; readonly why: string },
  io: CliIo,
): number {
  const path = join(folder, STOP_FILES[wish.level - 1] as string);
  try {
    writeFileSync(path, `${wish.reason}\n`, { mode: 0o600 });
  } catch (error) {
    throw new Failure({
      code: "STOP_NOT_SENT",
      exitCode: EXIT.unavailable,
      message: `The platform does not answer (${wish.why}), and ${path} cannot be written (${systemCodeOf(error)}).`,
      hint: "Stop the process, or stop trading at the broker.",
      cause: error,
    });
  }
  io.err(`The platform does not answer (${wish.why}); the stop goes by file.`);
  io.out(
    `Wrote ${path}: a running platform engages level ${wish.level} within a second, a later start begins stopped.`,
  );
  io.out("Remove the file before the release; the program never does.");
  return EXIT.done;
}

function levelOf(name: Exclude<KillState["state"], "ACTIVE">): string {
  return `level ${["REDUCE", "HALT", "FLATTEN"].indexOf(name) + 1} holds while it does`;
}
