import type { Envelope } from "../../contract/envelope.ts";
import type { KillCommand, KillState } from "../../contract/kill-switch.ts";
import { killStateSchema } from "../../contract/kill-switch.ts";
import type { Problem } from "../../contract/problem.ts";
import type { ControlFile } from "../up/control-file.ts";

/** Longer than the journal needs, shorter than patience. */
const ANSWER_MS = 4_000;

/** What the platform said; without an answer one must assume that nothing was done. */
export type StopAnswer =
  | { readonly ok: true; readonly state: KillState }
  | { readonly ok: false; readonly why: string };

/** Sends a command to the running platform, or asks for the state (null). */
export async function askKillSwitch(control: ControlFile | null, command: KillCommand | null): Promise<StopAnswer> {
  if (control === null) return { ok: false, why: "no platform has left its address in the data directory" };
  try {
    const response = await fetch(`${control.address}/v1/controls/kill-switch`, {
      method: command === null ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${control.token}`,
        ...(command === null ? {} : { "content-type": "application/json" }),
      },
      body: command === null ? null : JSON.stringify(command),
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: "error",
    });
    const body = (await response.json()) as Envelope<unknown> | Problem;
    if ("code" in body) return { ok: false, why: `${body.code}: ${body.detail}` };
    const state = killStateSchema.safeParse(body.data);
    return state.success
      ? { ok: true, state: state.data }
      : { ok: false, why: `no answer of this build at ${control.address}` };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { ok: false, why: isLate ? `no answer in ${ANSWER_MS / 1_000} s` : `nothing at ${control.address}` };
  }
}
