import type { SignalRefusal, StandardSignal } from "../contract/signal.ts";

export interface RefusedField {
  readonly pointer: string;
  readonly message: string;
}
export interface Refusal {
  readonly ok: false;
  readonly code: SignalRefusal;
  readonly detail: string;
  readonly fields: readonly RefusedField[];
}
/** What a mapping profile makes of a body; `signalId` null: identity is made from the content. */
export type ParsedSignal = { readonly ok: true; readonly signal: StandardSignal } | Refusal;

/** Versioned way from a sender's body to the standard signal. Pure. */
export interface MappingProfile {
  readonly id: string;
  readonly parse: (body: unknown, environment: StandardSignal["environment"]) => ParsedSignal;
}

export function refuse(code: SignalRefusal, detail: string, fields: readonly RefusedField[] = []): Refusal {
  return { ok: false, code, detail, fields };
}
