import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";

/** An address without a page. */
export function NotFoundPage(): ReactNode {
  useEffect(() => {
    document.title = "Not found · AgentTrader";
  }, []);
  return (
    <main className="mx-auto max-w-prose px-4 py-16 text-center">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="mt-2 text-muted">The address may be mistyped, or what it showed is gone.</p>
      <Link to="/" className="button mt-6">
        Home
      </Link>
    </main>
  );
}
