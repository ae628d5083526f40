import type { ReactNode } from "react";
import type { SignalRow } from "../../../src/contract/signal-row.ts";
import { formatSpan } from "../format/time.ts";
import { wordsOf } from "../format/words.ts";
import { FactList } from "./fact-list.tsx";
import { IdText } from "./id-text.tsx";
import { Num } from "./num.tsx";
import { SideText } from "./side-text.tsx";
import { SignalStatus } from "./signal-status.tsx";
import { Time } from "./time.tsx";

/** A signal's fields. */
export function SignalFacts({ signal }: { readonly signal: SignalRow }): ReactNode {
  return (
    <FactList
      facts={[
        ["Outcome", <SignalStatus status={signal.status} />],
        ["Reason", signal.reason === null ? "–" : wordsOf(signal.reason)],
        ["Sender", signal.sender],
        ["Strategy", signal.strategyId ?? "–"],
        ["Symbol", <b>{signal.symbol ?? "–"}</b>],
        ["Intent", signal.intent === null ? "–" : wordsOf(signal.intent)],
        ["Side", signal.side === null ? "–" : <SideText side={signal.side} />],
        ["Type", signal.type === null ? "–" : wordsOf(signal.type)],
        ["Price", <Num kind="price" value={signal.price} missing="no price given" />],
        ["Size hint", <Num kind="qty" value={signal.qtyHint} missing="the brain sizes it" />],
        ["Expected alpha", <Num kind="change" value={signal.expectedAlpha} missing="not given" />],
        ["Sent", <Time at={signal.sentAt} kind="moment" withZone missing="not given" />],
        ["Received", <Time at={signal.receivedAt} kind="moment" withZone />],
        ["Delay", signal.ingestDelayMs === null ? "–" : formatSpan(signal.ingestDelayMs)],
        ["Signal id", <IdText id={signal.id} canCopy />],
        ["Receipt", signal.receiptId === null ? "–" : <IdText id={signal.receiptId} canCopy />],
      ]}
    />
  );
}
