import type { SignalEnded } from "../../../core/model/output.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

/** One identity is at most one decision (T3). */
export function acceptSignal(touched: Touched, id: string): void {
  const { signals } = touched.world.shadow;
  hold(!signals.has(id), "T3", () => `signal ${id} was accepted twice`);
  signals.set(id, null);
}

/** Every accepted signal has exactly one outcome (T1); a repeated delivery ends as DUPLICATE and changes nothing. */
export function endSignal(touched: Touched, ended: SignalEnded): void {
  const { signals } = touched.world.shadow;
  const id = ended.externalId ?? `${ended.strategy}:${ended.instrument}:${ended.tsBar}:${ended.n}`;
  const known = signals.get(id);
  if (known !== undefined && ended.outcome === "DUPLICATE" && ended.reason === "SAME_ID") return;
  hold(
    known === undefined || known === null,
    "T1",
    () => `signal ${id} ended as ${known} and again as ${ended.outcome}`,
  );
  hold(known !== undefined || ended.externalId === null || !ended.externalId.startsWith("sig-"), "T1", () => {
    return `signal ${id} ended as ${ended.outcome} and was never accepted`;
  });
  signals.set(id, ended.outcome);
}
