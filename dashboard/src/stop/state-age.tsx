import type { ReactNode } from "react";
import type { Meta } from "../../../src/contract/envelope.ts";
import { formatSpan } from "../format/time.ts";
import { useNow } from "../stream/use-now.ts";
import { useStreamFacts } from "../stream/use-stream-state.ts";

/** How old the state is that a dialog shows: time since the server last answered. */
export function StateAge({ meta }: { readonly meta: Meta | null }): ReactNode {
  const now = useNow(500);
  const { lastReplyAt } = useStreamFacts();
  const text = meta === null || lastReplyAt === null ? "state not known" : `state ${formatSpan(now - lastReplyAt)} old`;
  return <span className="text-sm font-normal text-muted">{text}</span>;
}
