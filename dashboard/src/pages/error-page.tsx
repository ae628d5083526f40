import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** The page itself broke; a reload starts it anew, the server goes on trading meanwhile. */
export function ErrorPage({ error }: ErrorComponentProps): ReactNode {
  return (
    <main role="alert" className="mx-auto max-w-prose px-4 py-16 text-center">
      <h1 className="text-xl font-semibold">This page broke</h1>
      <p className="mt-2 wrap-anywhere text-muted">
        {error instanceof Error ? error.message : "The reason is not known."}
      </p>
      <p className="mt-2">
        Trading does not depend on this page: it goes on. To stop it without the page, press Ctrl-C where the server
        runs.
      </p>
      <button type="button" className="button mt-6" onClick={() => location.reload()}>
        Reload
      </button>
    </main>
  );
}
