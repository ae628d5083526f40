import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { accountsQuery } from "../api/queries.ts";
import { wordsOf } from "../format/words.ts";

/** An account whose true state is not known takes no new exposure: which, and why. */
export function AccountBanner(): ReactNode {
  const blocked = (useQuery(accountsQuery).data?.data ?? []).filter((account) => account.isBlocked);
  if (blocked.length === 0) return null;
  return (
    <div role="alert" className="flex items-center gap-3 border-b-2 border-critical bg-critical/10 px-4 py-2">
      <CircleHelp aria-hidden="true" className="size-5 shrink-0 text-critical" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <strong>No new exposure:</strong>{" "}
        {blocked.map(({ id, blockReason }) => `account ${id}, ${wordsOf(blockReason ?? "not known")}`).join("; ")}.
      </p>
      <Link to="/accounts" className="button">
        Accounts
      </Link>
    </div>
  );
}
