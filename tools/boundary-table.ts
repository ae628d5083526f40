/** One row of the import table of docs/architecture.md. */
export interface BoundaryRow {
  /** Folder (or file) under the root; the longest that fits a file is its row. */
  readonly folder: string;
  /** Folders or files it may import besides itself; `:types` allows `import type` only. */
  readonly may: readonly string[];
  /** Packages of others it may import. */
  readonly packages: readonly string[];
  /** Whether it may import `node:` modules. */
  readonly node: boolean;
}

const STAGE = ["src/core/model", "src/core/math", "src/core/market:types", "src/core/options", "src/core/valuation"];
/** What the folders around the core may know of it (docs/adr/0009: assertions go wherever the nouns go). */
const OUTSIDE = ["src/core/model", "src/core/math", "src/core/assert.ts"];
/** What an adapter of a venue may know: the port is the only thing that adapters share. */
const ADAPTER = [...OUTSIDE, "src/venues/venue-port.ts"];
const ALL_CORE = ["src/core"];
const NOTHING: readonly string[] = [];

function row(folder: string, may: readonly string[], packages: readonly string[] = [], node = true): BoundaryRow {
  return { folder, may, packages, node };
}

function core(folder: string, may: readonly string[]): BoundaryRow {
  return row(
    `src/core/${folder}`,
    may.length === 0 ? ["src/core/assert.ts"] : [...may, "src/core/assert.ts"],
    [],
    false,
  );
}

/** Who may import what; a stage never imports another stage. */
export const BOUNDARIES: readonly BoundaryRow[] = [
  row("src/core/assert.ts", NOTHING, [], false),
  core("model", []),
  core("math", ["src/core/model/units.ts"]),
  core("market", ["src/core/model", "src/core/math"]),
  core("features", ["src/core/model", "src/core/math", "src/core/market"]),
  core("options", ["src/core/model", "src/core/math", "src/core/market"]),
  core("strategies", ["src/core/model", "src/core/math", "src/core/market", "src/core/features", "src/core/options"]),
  core("valuation", ["src/core/model", "src/core/math", "src/core/market", "src/core/options"]),
  core("portfolio", STAGE),
  core("execution", STAGE),
  core("risk", STAGE),
  core("account", STAGE),
  core("simulation", ["src/core/model", "src/core/math", "src/core/market", "src/core/options"]),
  core("engine", [
    "src/core/model",
    "src/core/math",
    "src/core/market",
    "src/core/features",
    "src/core/options",
    "src/core/strategies",
    "src/core/valuation",
    "src/core/portfolio",
    "src/core/execution",
    "src/core/risk",
    "src/core/account",
  ]),
  row("src/contract", NOTHING, ["zod"], false),
  row("src/database", ["src/platform"], ["@electric-sql/pglite", "kysely", "pg"]),
  row("src/journal", [...OUTSIDE, "src/core/engine/snapshot.ts", "src/platform"]),
  row("src/venues", OUTSIDE),
  row("src/venues/simulated", [...ADAPTER, "src/core/simulation"]),
  row("src/data", [...OUTSIDE, "src/core/market:types"]),
  row("src/data/catalogue", [...OUTSIDE, "src/data"], ["@duckdb/node-api"]),
  row("src/platform", OUTSIDE, ["yaml", "zod"]),
  row("src/ingest", ["src/contract", ...OUTSIDE, "src/journal", "src/platform"], ["zod"]),
  row("src/views/fold", ["src/contract", ...OUTSIDE], [], false),
  row("src/views/store", ["src/views/fold", "src/database", "src/platform"], ["kysely"]),
  row("src/research", [...ALL_CORE, "src/data", "src/journal", "src/views/fold", "src/contract", "src/platform"]),
  row("src/public", [...ALL_CORE, "src/data", "src/platform", "src/research"]),
  row("src/agents", ["src/contract", "src/ingest", "src/platform"]),
  row(
    "src/api",
    ["src/contract", "src/ingest", "src/platform"],
    [
      "fastify",
      "@fastify/cookie",
      "@fastify/helmet",
      "@fastify/rate-limit",
      "@fastify/static",
      "@fastify/swagger",
      "@fastify/swagger-ui",
      "fastify-type-provider-zod",
      "zod",
    ],
  ),
  row("src/app", ["src"], ["fastify", "kysely", "yaml", "zod"]),
  row(
    "dashboard",
    ["src/contract"],
    [
      "@tailwindcss/vite",
      "@tanstack/react-query",
      "@tanstack/react-router",
      "@tanstack/react-virtual",
      "@vitejs/plugin-react",
      "lightweight-charts",
      "lucide-react",
      "react",
      "react-dom",
      "tailwindcss",
      "vite",
      "zod",
    ],
  ),
  row("bin", NOTHING),
  row("examples", NOTHING, ["agenttrader"]),
];

/** Folders whose files may import whatever they test or measure. */
export const FREE_FOLDERS: readonly string[] = ["tests", "tools", "benches"];
