import type { SignalAnswer, SignalDelivery } from "../contract/command-port.ts";
import type { SignalReceipt, StandardSignal } from "../contract/signal.ts";
import type { Input, SignalReceived } from "../core/model/input.ts";
import { coreSignalOf } from "./core-signal.ts";
import type { IntakePorts } from "./intake-ports.ts";
import { maskSecrets, parseBody } from "./parse-body.ts";
import type { Refusal } from "./parsed-signal.ts";
import { contentHashOf, externalIdOf, SeenSignals } from "./seen-signals.ts";
import { TokenBuckets } from "./token-bucket.ts";

/** Most of a refused body that is kept. */
const REFUSED_KEPT = 4_096;

/** The door for signals from outside. */
export interface SignalIntake {
  /** Answers a delivery only once what it answers is durable. */
  readonly submit: (delivery: SignalDelivery) => Promise<SignalAnswer>;
  /** Tells an accepted signal of the journal again at start, so that its repeat is known. */
  readonly remember: (input: SignalReceived) => void;
}

/** Receive, map, check, know repeats, journal; the core decides everything else. */
export function createSignalIntake(ports: IntakePorts): SignalIntake {
  const seen = new SeenSignals();
  const buckets = new TokenBuckets();
  const environment = ports.environment as StandardSignal["environment"];

  async function submit(delivery: SignalDelivery): Promise<SignalAnswer> {
    const { raw, profile } = delivery;
    const sourceId = `${delivery.principal.kind}-${delivery.principal.id}`;
    if (!buckets.take(sourceId, ports.clock.wall())) {
      return { kind: "refused", code: "RATE_LIMITED", detail: "More than 10 a second.", fields: [], receiptId: null };
    }
    const parsed = parseBody(raw, profile, environment);
    if (!parsed.ok) return refuseAtDoor(sourceId, raw, parsed);
    const externalId = externalIdOf(sourceId, parsed.signal);
    const contentHash = contentHashOf(parsed.signal);
    const before = seen.find(externalId, ports.clock.wall());
    if (before !== null) {
      if (before.contentHash !== contentHash) {
        const detail = `Signal id "${parsed.signal.signalId}" was used with other content.`;
        return refuseAtDoor(sourceId, raw, { ok: false, code: "CONFLICT", detail, fields: [] });
      }
      return answerWith(before.receipt, "duplicate");
    }
    const translated = coreSignalOf(parsed.signal, externalId, ports);
    if (!translated.ok) return refuseAtDoor(sourceId, raw, translated);
    const receiptId = ports.makeReceiptId();
    const input: SignalReceived = {
      kind: "SignalReceived",
      seq: 0,
      ...times(),
      receiptId,
      sourceId,
      profile,
      raw: maskSecrets(raw),
      signal: translated.signal,
    };
    // Remembered before the first await: a repeat that arrives meanwhile waits for the same write.
    const receipt = append(input).then(
      (seq): SignalReceipt => ({ receiptId, signalId: externalId, status: "accepted", seq }),
    );
    seen.remember(externalId, { contentHash, receipt, at: ports.clock.wall() });
    return answerWith(receipt, "accepted");
  }

  async function refuseAtDoor(sourceId: string, raw: string, refusal: Refusal): Promise<SignalAnswer> {
    const receiptId = ports.makeReceiptId();
    const { code, detail, fields } = refusal;
    try {
      const kept = maskSecrets(raw).slice(0, REFUSED_KEPT);
      await append({ kind: "SignalRefusedAtDoor", seq: 0, ...times(), receiptId, sourceId, raw: kept, code, detail });
    } catch {
      return { kind: "unavailable", detail: "The journal cannot be written." };
    }
    return { kind: "refused", code, detail, fields, receiptId };
  }

  function remember(input: SignalReceived): void {
    const externalId = input.signal.externalId;
    const parsed = parseBody(input.raw, input.profile, environment);
    if (externalId === null || !parsed.ok) return;
    const receipt: SignalReceipt = {
      receiptId: input.receiptId,
      signalId: externalId,
      status: "accepted",
      seq: input.seq,
    };
    const at = ports.clock.wall() - (ports.clock.trading() - input.tsReceived);
    seen.remember(externalId, { contentHash: contentHashOf(parsed.signal), receipt: Promise.resolve(receipt), at });
  }

  function times(): { tsEvent: number; tsReceived: number } {
    const now = ports.clock.trading();
    return { tsEvent: now, tsReceived: now };
  }

  async function append(input: Input): Promise<number> {
    return ports.sink.append(input);
  }

  return { submit, remember };
}

async function answerWith(pending: Promise<SignalReceipt>, status: SignalReceipt["status"]): Promise<SignalAnswer> {
  try {
    return { kind: "receipt", receipt: { ...(await pending), status } };
  } catch {
    return { kind: "unavailable", detail: "The journal cannot be written." };
  }
}
