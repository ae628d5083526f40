import type { ReactNode } from "react";
import type { Meta } from "../../../src/contract/envelope.ts";
import { Time } from "../components/time.tsx";
import { useNow } from "../stream/use-now.ts";
import { useStreamFacts } from "../stream/use-stream-state.ts";

const SAME_CLOCK_MS = 90_000;

/** The server's clock with its zone; beside it the market's time where the data lives at another one. */
export function ServerClock({ meta }: { readonly meta: Meta | null }): ReactNode {
  const now = useNow(1_000);
  const offset = useStreamFacts().serverOffsetMs;
  if (offset === null) return null;
  const serverMs = now + offset;
  const isApart = meta !== null && Math.abs(serverMs - Date.parse(meta.asOf)) > SAME_CLOCK_MS;
  return (
    <span className="whitespace-nowrap text-muted" title="Clock of the server">
      <Time at={new Date(serverMs).toISOString()} kind="time" withZone />
      {isApart ? (
        <>
          {" · data of "}
          <Time at={meta.asOf} kind="minute" />
        </>
      ) : null}
    </span>
  );
}
