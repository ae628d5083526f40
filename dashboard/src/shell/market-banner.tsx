import { useQuery } from "@tanstack/react-query";
import { CirclePause } from "lucide-react";
import type { ReactNode } from "react";
import { marketQuery } from "../api/queries.ts";

/** The market stands still: why nothing trades, and what to do. */
export function MarketBanner(): ReactNode {
  const reason = useQuery(marketQuery).data?.data.standstill ?? null;
  if (reason === null) return null;
  return (
    <div role="status" className="flex items-center gap-3 border-b-2 border-warning bg-warning/10 px-4 py-2">
      <CirclePause aria-hidden="true" className="size-5 shrink-0 text-warning" />
      <p className="min-w-0 wrap-anywhere">
        <strong>The market stands still, so nothing trades:</strong> {reason}.
      </p>
    </div>
  );
}
