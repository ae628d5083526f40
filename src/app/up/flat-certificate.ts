import { createHash } from "node:crypto";
import type { FlatCertificate } from "../../contract/kill-switch.ts";
import { isoOfMicros } from "../../platform/wall-clock.ts";
import { microsToDecimal } from "../../platform/decimal-micros.ts";
import type { StopFacts } from "./stop-facts.ts";

/** Table of the journal's own records that keeps the certificates, by the seq that showed flat. */
export const CERTIFICATE_TABLE = "flat_certificates";

/** A certificate before it is chained and sealed. */
export type CertificateDraft = Omit<FlatCertificate, "journal" | "sha256">;

/** What was cancelled and closed until every account was flat, taken down at that moment. */
export function draftCertificate(facts: StopFacts, accounts: readonly string[]): CertificateDraft {
  const words = [...facts.flattens.values()];
  return {
    seq: facts.flatSeq,
    t: isoOfMicros(facts.flatAt),
    accounts: [...accounts],
    engagedSeq: facts.engagedSeq,
    engagedAt: isoOfMicros(facts.engagedAt),
    engagedBy: facts.engagedBy,
    reason: facts.reason,
    cancelledOrders: Math.max(facts.cancelledOrders, sumOf(words, "canceledOrders")),
    closedLots: Math.max(facts.closedLots, sumOf(words, "closedLots")),
    cancelled: facts.cancelled.map((order) => ({ ...order })),
    closed: [...facts.closed]
      .filter(([, micros]) => micros !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([symbol, micros]) => ({ symbol, qty: microsToDecimal(micros) })),
  };
}

/** Sum of one count over the accounts that are flattened; what is not known yet (-1) adds nothing. */
export function sumOf<K extends string>(words: readonly { readonly [N in K]: number }[], name: K): number {
  return words.reduce((sum, word) => sum + Math.max(0, word[name]), 0);
}

/** Chains a draft to the head of the journal and seals it. */
export function sealCertificate(
  draft: CertificateDraft,
  head: { readonly seq: number; readonly hash: string },
): FlatCertificate {
  const unsealed = { ...draft, journal: { seq: head.seq, hash: head.hash } };
  return { ...unsealed, sha256: sealOf(unsealed) };
}

/** Whether nothing of a certificate was changed since it was sealed; its `journal` is an anchor for `journal verify`. */
export function isSealed(certificate: FlatCertificate): boolean {
  return sealOf(certificate) === certificate.sha256;
}

/** SHA-256 of the certificate as compact JSON, fields in the contract's order, without the seal. */
function sealOf(of: Omit<FlatCertificate, "sha256">): string {
  const text = JSON.stringify({
    seq: of.seq,
    t: of.t,
    accounts: of.accounts,
    engagedSeq: of.engagedSeq,
    engagedAt: of.engagedAt,
    engagedBy: of.engagedBy,
    reason: of.reason,
    cancelledOrders: of.cancelledOrders,
    closedLots: of.closedLots,
    cancelled: of.cancelled.map(({ orderId, symbol, side }) => ({ orderId, symbol, side })),
    closed: of.closed.map(({ symbol, qty }) => ({ symbol, qty })),
    journal: { seq: of.journal.seq, hash: of.journal.hash },
  });
  return createHash("sha256").update(text).digest("hex");
}
