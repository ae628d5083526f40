import { WifiOff } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Time } from "../components/time.tsx";
import { useStreamFacts, useStreamState } from "../stream/use-stream-state.ts";

/** No answer for 15 s, or another version of the server: said above every page. */
export function ConnectionBanner(): ReactNode {
  const facts = useStreamFacts();
  const state = useStreamState(null);
  const isCut = state.kind === "disconnected";
  useEffect(() => {
    document.documentElement.toggleAttribute("data-disconnected", isCut);
  }, [isCut]);
  if (state.kind === "disconnected") {
    const since = state.sinceMs === null ? null : new Date(performance.timeOrigin + state.sinceMs).toISOString();
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 border-b-2 border-critical bg-critical/10 px-4 py-2 font-medium"
      >
        <WifiOff aria-hidden="true" className="size-5 text-critical" />
        <p>
          {since === null ? (
            "No connection yet."
          ) : (
            <>
              No connection since <Time at={since} kind="time" withZone />. Values below are from then.
            </>
          )}{" "}
          STOP keeps working and is sent as soon as the server answers.
        </p>
      </div>
    );
  }
  if (!facts.isNewBuild) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 border-b border-line bg-raised px-4 py-2">
      The server runs a new version.
      <button type="button" className="button" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}
