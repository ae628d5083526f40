/** Features beside labels, purged of what reaches into the test: node examples/research/03-labels-and-features.ts */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  features,
  generateData,
  horizonInBars,
  purgeLabels,
  readBars,
  riseLabels,
  tripleBarrier,
} from "agenttrader/research";

const folder = mkdtempSync(join(tmpdir(), "agenttrader-research-"));
generateData({ instruments: ["SPY"], sessions: 10, seed: 3, from: "2024-01-02", out: folder });
const bars = readBars(join(folder, "SPY_1m.csv"));
const { columns } = bars;
const prices = {
  open: columns.openMicros,
  high: columns.highMicros,
  low: columns.lowMicros,
  close: columns.closeMicros,
};

const ends = horizonInBars(columns.count, 30);
const rises = riseLabels(prices, ends, { threshold: 0.001, rule: "any-close" });
const barriers = tripleBarrier(prices, ends, { side: "long", target: 0.002, stop: 0.002, scale: null });
const rsi = features(bars, "rsi", { period: 14 })["rsi"] ?? new Float64Array(0);

const cut = Math.floor(columns.count * 0.7);
const { kept, purged } = purgeLabels(ends, { from: 0, to: cut }, { from: cut, to: columns.count });
const share = (low: number, high: number): string => {
  const chosen = [...kept].filter((i) => (rsi[i] as number) >= low && (rsi[i] as number) < high);
  const rose = chosen.filter((i) => rises[i] === 1).length;
  return `${chosen.length} bars, ${((100 * rose) / Math.max(1, chosen.length)).toFixed(1)} % rose`;
};
console.log(`${kept.length} bars to learn from, ${purged} left out because their label reaches into the test`);
console.log(`RSI below 40: ${share(0, 40)}; RSI above 60: ${share(60, 101)}`);
console.log(`${barriers.touched.filter((one) => one === 1).length} targets, ${barriers.ambiguousCount} ambiguous bars`);
