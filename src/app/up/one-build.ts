import type { ReplayRecord } from "../../journal/journal-reader.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { differInOwnCode } from "../journal/build-of-strategies.ts";

/** Passes the records on and refuses to replay inputs that another build decided on. */
export function* oneBuildOnly(
  records: Iterable<ReplayRecord>,
  build: string,
  atMostSeq: number,
): Generator<ReplayRecord> {
  let writer = build;
  for (const record of records) {
    if (record.r === "start") writer = record.build;
    if (record.r === "input") {
      if (record.input.seq > atMostSeq) return;
      if (writer !== build) throw otherBuild(writer, build, record.input.seq);
    }
    yield record;
  }
}

function otherBuild(writer: string, build: string, seq: number): Failure {
  if (differInOwnCode(writer, build)) {
    return new Failure({
      code: "BUILD_CHANGED",
      exitCode: EXIT.conflict,
      message: `The code of your own strategies was changed since the journal was written (seq ${seq}: build ${writer}, this is ${build}), and it was not stopped cleanly.`,
      hint: "Start it once with the former code and stop it with Ctrl-C, which leaves a snapshot; or choose another --data-dir.",
    });
  }
  return new Failure({
    code: "BUILD_CHANGED",
    exitCode: EXIT.conflict,
    message: `The journal was written by build ${writer} (seq ${seq}) and not stopped cleanly; this is build ${build}.`,
    hint: "Start it once with the old build and stop it with Ctrl-C, which leaves a snapshot; or choose another --data-dir, or start a demo over with --reset-demo.",
  });
}
