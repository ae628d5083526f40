import { parentPort } from "node:worker_threads";
import { Failure, messageOf } from "../../platform/failure.ts";
import { RUN_READER, type RunReader } from "./run-reader.ts";

/** A question of the main thread; `call` names a function of the reader. */
export interface ReadQuestion {
  readonly at: number;
  readonly call: keyof RunReader;
  readonly args: readonly unknown[];
}
/** Its answer under the same number; a failure keeps its code. */
export type ReadAnswer =
  | { readonly at: number; readonly ok: true; readonly value: unknown }
  | { readonly at: number; readonly ok: false; readonly code: string; readonly text: string };

parentPort?.on("message", ({ at, call, args }: ReadQuestion) => {
  let answer: ReadAnswer;
  try {
    const read = RUN_READER[call] as (...given: readonly unknown[]) => unknown;
    answer = { at, ok: true, value: read(...args) };
  } catch (error) {
    answer = { at, ok: false, code: error instanceof Failure ? error.code : "", text: messageOf(error) };
  }
  parentPort?.postMessage(answer);
});
