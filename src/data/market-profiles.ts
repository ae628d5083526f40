/** How one generated instrument behaves. */
export interface MarketProfile {
  readonly symbol: string;
  readonly startMicros: number;
  readonly tickMicros: number;
  /** Share of the market's move it takes part in. */
  readonly beta: number;
  /** Standard deviation of its own daily return beyond the market's, as a fraction. */
  readonly ownVolatility: number;
  /** Units traded in an average minute. */
  readonly minuteVolume: number;
}

/** Standard deviation of the market's daily return. */
export const MARKET_VOLATILITY = 0.01;
const CENT = 10_000;

const KNOWN: readonly MarketProfile[] = [
  { symbol: "SPY", startMicros: 500_000_000, tickMicros: CENT, beta: 1, ownVolatility: 0.001, minuteVolume: 140_000 },
  {
    symbol: "QQQ",
    startMicros: 430_000_000,
    tickMicros: CENT,
    beta: 1.25,
    ownVolatility: 0.004,
    minuteVolume: 100_000,
  },
  { symbol: "IWM", startMicros: 200_000_000, tickMicros: CENT, beta: 1.2, ownVolatility: 0.006, minuteVolume: 80_000 },
  {
    symbol: "AAPL",
    startMicros: 180_000_000,
    tickMicros: CENT,
    beta: 1.1,
    ownVolatility: 0.011,
    minuteVolume: 130_000,
  },
  { symbol: "MSFT", startMicros: 410_000_000, tickMicros: CENT, beta: 1.05, ownVolatility: 0.01, minuteVolume: 55_000 },
  { symbol: "NVDA", startMicros: 120_000_000, tickMicros: CENT, beta: 1.7, ownVolatility: 0.02, minuteVolume: 800_000 },
  {
    symbol: "TSLA",
    startMicros: 240_000_000,
    tickMicros: CENT,
    beta: 1.6,
    ownVolatility: 0.026,
    minuteVolume: 250_000,
  },
  {
    symbol: "AMZN",
    startMicros: 175_000_000,
    tickMicros: CENT,
    beta: 1.15,
    ownVolatility: 0.012,
    minuteVolume: 110_000,
  },
  { symbol: "TLT", startMicros: 92_000_000, tickMicros: CENT, beta: -0.2, ownVolatility: 0.008, minuteVolume: 90_000 },
  { symbol: "GLD", startMicros: 215_000_000, tickMicros: CENT, beta: 0.05, ownVolatility: 0.008, minuteVolume: 20_000 },
];

/** The profile of a well-known instrument, else one derived from the letters of its name. */
export function marketProfile(symbol: string): MarketProfile {
  const known = KNOWN.find((profile) => profile.symbol === symbol);
  if (known !== undefined) return known;
  const hash = textHash(symbol);
  return {
    symbol,
    startMicros: (20 + (hash % 380)) * 1_000_000,
    tickMicros: CENT,
    beta: 0.5 + ((hash >>> 9) % 120) / 100,
    ownVolatility: 0.008 + ((hash >>> 16) % 17) / 1000,
    minuteVolume: 5000 + ((hash >>> 5) % 60) * 1000,
  };
}

/** FNV-1a over UTF-16 code units, an unsigned 32-bit integer. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
