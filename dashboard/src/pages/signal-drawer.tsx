import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { signalQuery } from "../api/queries.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { Drawer } from "../components/drawer.tsx";
import { QueryContent } from "../components/query-content.tsx";
import { SignalFacts } from "../components/signal-facts.tsx";
import { shortId } from "../format/words.ts";

/** One signal: parsed, as it came, and the way to its trace. */
export function SignalDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const query = useQuery(signalQuery(id));
  return (
    <Drawer title={`Signal ${shortId(id)}`} onClose={onClose}>
      <QueryContent query={query} height={320}>
        {({ signal, profile, raw }) => (
          <div className="grid gap-5">
            <SignalFacts signal={signal} />
            <p>
              <Link to="/trace/$id" params={{ id: signal.correlationId }} className="button">
                Why: decision trace
              </Link>
            </p>
            {raw === null ? (
              <p className="text-muted">Made by a built-in strategy: there is no delivery.</p>
            ) : (
              <section>
                <div className="mb-1 flex items-center justify-between gap-2">
                  <h3 className="font-semibold">Delivery{profile === null ? "" : ` (profile ${profile})`}</h3>
                  <CopyButton text={raw} label="Copy" />
                </div>
                <pre className="panel overflow-x-auto p-2 font-mono text-xs whitespace-pre-wrap">{raw}</pre>
              </section>
            )}
          </div>
        )}
      </QueryContent>
    </Drawer>
  );
}
