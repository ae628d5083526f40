import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "./api/queries.ts";
import { localPath, type RawSearch, textParam } from "./api/search-params.ts";
import { rememberSession } from "./api/session-store.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import { HomePage } from "./pages/home/home-page.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { activitySearch, homeSearch, listSearch, orderSearch } from "./pages/page-search.ts";
import { compareSearch, newRunSearch, runSearch, runsSearch } from "./pages/research/run-search.ts";
import { Shell } from "./shell/shell.tsx";

/** Every page by its address; filters, tabs and open rows live in the URL. */
function routesOf(client: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: ErrorPage });
  const login = createRoute({
    getParentRoute: () => root,
    path: "/login",
    validateSearch: (search: RawSearch): { next?: string } => {
      const next = localPath(textParam(search, "next"));
      return next === "/" ? {} : { next };
    },
    component: lazyRouteComponent(() => import("./pages/account/sign-in-page.tsx"), "SignInPage"),
  });
  const setup = createRoute({
    getParentRoute: () => root,
    path: "/setup",
    validateSearch: (search: RawSearch): { code?: string } => {
      const code = textParam(search, "code");
      return code === undefined ? {} : { code };
    },
    component: lazyRouteComponent(() => import("./pages/account/setup-page.tsx"), "SetupPage"),
  });
  const shell = createRoute({
    getParentRoute: () => root,
    id: "shell",
    beforeLoad: async ({ location }) => {
      // Without an answer the page still opens: its panels and STOP say and do what they can.
      const state = await client.ensureQueryData(sessionQuery).catch(() => null);
      if (state === null) return;
      rememberSession(state.session);
      if (state.session === null) {
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        throw redirect({ to: "/login", search: location.href === "/" ? {} : { next: location.href } });
      }
    },
    component: Shell,
  });
  const inShell = { getParentRoute: () => shell };
  const home = createRoute({
    ...inShell,
    path: "/",
    validateSearch: homeSearch,
    component: HomePage,
  });
  const orders = createRoute({
    ...inShell,
    path: "/orders",
    validateSearch: orderSearch,
    component: lazyRouteComponent(() => import("./pages/orders/orders-page.tsx"), "OrdersPage"),
  });
  const order = createRoute({
    ...inShell,
    path: "/orders/$id",
    component: lazyRouteComponent(() => import("./pages/orders/order-page.tsx"), "OrderPage"),
  });
  const positions = createRoute({
    ...inShell,
    path: "/positions",
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import("./pages/positions-page.tsx"), "PositionsPage"),
  });
  const activity = createRoute({
    ...inShell,
    path: "/activity",
    validateSearch: activitySearch,
    component: lazyRouteComponent(() => import("./pages/activity-page.tsx"), "ActivityPage"),
  });
  const signals = createRoute({
    ...inShell,
    path: "/signals",
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import("./pages/signals-page.tsx"), "SignalsPage"),
  });
  const strategies = createRoute({
    ...inShell,
    path: "/strategies",
    component: lazyRouteComponent(() => import("./pages/strategies-page.tsx"), "StrategiesPage"),
  });
  const accounts = createRoute({
    ...inShell,
    path: "/accounts",
    component: lazyRouteComponent(() => import("./pages/accounts/accounts-page.tsx"), "AccountsPage"),
  });
  const runs = createRoute({
    ...inShell,
    path: "/runs",
    validateSearch: runsSearch,
    component: lazyRouteComponent(() => import("./pages/research/runs-page.tsx"), "RunsPage"),
  });
  const newRun = createRoute({
    ...inShell,
    path: "/runs/new",
    validateSearch: newRunSearch,
    component: lazyRouteComponent(() => import("./pages/research/launch/new-run-page.tsx"), "NewRunPage"),
  });
  const compareRuns = createRoute({
    ...inShell,
    path: "/runs/compare",
    validateSearch: compareSearch,
    component: lazyRouteComponent(() => import("./pages/research/compare/compare-page.tsx"), "ComparePage"),
  });
  const run = createRoute({
    ...inShell,
    path: "/runs/$id",
    validateSearch: runSearch,
    component: lazyRouteComponent(() => import("./pages/research/detail/run-page.tsx"), "RunPage"),
  });
  const walkForward = createRoute({
    ...inShell,
    path: "/runs/$id/walk-forward",
    component: lazyRouteComponent(
      () => import("./pages/research/walk-forward/walk-forward-page.tsx"),
      "WalkForwardPage",
    ),
  });
  const trace = createRoute({
    ...inShell,
    path: "/trace/$id",
    component: lazyRouteComponent(() => import("./pages/trace/trace-page.tsx"), "TracePage"),
  });
  return root.addChildren([
    login,
    setup,
    shell.addChildren([
      home,
      orders,
      order,
      positions,
      activity,
      signals,
      strategies,
      accounts,
      trace,
      runs,
      newRun,
      compareRuns,
      run,
      walkForward,
    ]),
  ]);
}

/** The router over all pages. */
export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: routesOf(client),
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultPendingMinMs: 0,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
