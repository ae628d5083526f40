import type { ReactNode } from "react";
import type { SignalStatusName } from "../../../src/contract/signal-row.ts";
import { wordsOf } from "../format/words.ts";
import { Tag, type TagTone } from "./tag.tsx";

const TONES: Readonly<Partial<Record<SignalStatusName, TagTone>>> = {
  ACCEPTED: "accent",
  FILLED: "ok",
  PARTLY_FILLED: "accent",
  REFUSED: "warning",
  DENIED: "warning",
  REJECTED: "warning",
  DROPPED: "warning",
  NOT_SENT: "warning",
};

/** What became of a signal. */
export function SignalStatus({ status }: { readonly status: SignalStatusName }): ReactNode {
  return <Tag tone={TONES[status] ?? "plain"}>{wordsOf(status)}</Tag>;
}
