import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { mayWorkLater } from "./api/problem-error.ts";
import { whenSignedOut } from "./api/session-store.ts";
import { createAppRouter } from "./router.tsx";
import { applyDisplay } from "./shell/display-settings.ts";
import "./styles.css";

applyDisplay();
const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream says what is old; without it the page polls, and asks again when it gets the focus.
      staleTime: 1_000,
      refetchOnWindowFocus: "always",
      retry: (failures, error) => failures < 2 && mayWorkLater(error),
      networkMode: "always",
    },
  },
});
const router = createAppRouter(client);
whenSignedOut(() => {
  client.clear();
  const { pathname, href } = router.state.location;
  if (pathname !== "/login") void router.navigate({ to: "/login", search: { next: href } });
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
