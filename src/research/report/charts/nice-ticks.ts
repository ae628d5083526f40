const WANTED = 5;

/** Round values inside [low, high], about five of them; `low` alone when there is no span. */
export function niceTicks(low: number, high: number, wanted: number = WANTED): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((m) => m * unit >= rough) ?? 10) * unit;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) ticks.push(tidy(k * step));
  return ticks;
}

/** Values of the form 1, 2 or 5 times a power of ten inside [low, high], both positive; linear ones when they are few. */
export function logTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
    for (const m of [1, 2, 5]) ticks.push(tidy(m * 10 ** power));
  const inside = ticks.filter((value) => value >= low && value <= high);
  return inside.length >= 3 ? inside : niceTicks(low, high);
}

/** 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
