import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { healthQuery } from "../../api/queries.ts";
import { ModeBadge } from "../../shell/mode-badge.tsx";
import { titleOf } from "../../shell/page-title.ts";

/** The page around sign-in and set-up: name, mode, one column. */
export function AccountFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const mode = useQuery(healthQuery).data?.mode ?? null;
  useEffect(() => {
    document.title = titleOf(mode, null, title);
  }, [mode, title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-8">
      <div className="mb-6 flex min-h-9 items-center justify-between gap-3">
        <span className="text-lg font-semibold">AgentTrader</span>
        {mode === null ? null : <ModeBadge mode={mode} />}
      </div>
      <h1 className="mb-4 text-xl font-semibold">{title}</h1>
      {children}
    </main>
  );
}
