/** One station of the walk in docs/architecture.md, and the folders that are its own. */
export interface Station {
  readonly title: string;
  /** Files or folders under the root; the longest that fits a file is its station. */
  readonly places: readonly string[];
}

/** In the order in which a signal reaches them; the second visit of `step` is no new station. */
export const STATIONS: readonly Station[] = [
  { title: "API: guards and the route", places: ["src/api", "src/platform/auth"] },
  { title: "Contract: the signal's schema", places: ["src/contract"] },
  { title: "Ingest: the door", places: ["src/ingest"] },
  { title: "Journal: append, group commit", places: ["src/journal"] },
  { title: "App: the single writer", places: ["src/app"] },
  { title: "Core: step and its rooms", places: ["src/core/engine"] },
  { title: "Brain: signal to target", places: ["src/core/portfolio"] },
  { title: "Execution: order and its states", places: ["src/core/execution"] },
  { title: "Risk: all checks", places: ["src/core/risk"] },
  { title: "Venue: the simulated one", places: ["src/venues", "src/core/simulation"] },
  { title: "Account: the fill is booked", places: ["src/core/account", "src/core/valuation"] },
  { title: "Views: fold", places: ["src/views/fold"] },
  { title: "Views: store and read", places: ["src/views/store", "src/database"] },
  { title: "Push", places: ["src/api/stream-hub.ts"] },
];

/** Not the signal's way: the vocabulary all of it speaks, and the bar of the market that fills its order. */
export const BESIDE: readonly Station[] = [
  { title: "Vocabulary and arithmetic", places: ["src/core/model", "src/core/math", "src/core/assert.ts"] },
  { title: "The market's next bar", places: ["src/core/market", "src/core/features", "src/data", "src/app/feeds"] },
];

/** The station of a file, or null when the tables above know none. */
export function stationOf(path: string): Station | null {
  let best: { station: Station; place: string } | null = null;
  for (const station of [...STATIONS, ...BESIDE]) {
    for (const place of station.places) {
      const fits = path === place || path.startsWith(`${place}/`);
      if (fits && (best === null || place.length > best.place.length)) best = { station, place };
    }
  }
  return best?.station ?? null;
}
