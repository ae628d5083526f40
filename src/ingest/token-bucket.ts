/** Rate of one source: 10 a second, 50 at once. */
const PER_SECOND = 10;
const BURST = 50;
const SOURCES_MAX = 10_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets per source; what exceeds them is shed before it costs anything. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  /** True when the source may go on; `now` in micros. */
  take(source: string, now: number): boolean {
    let bucket = this.#buckets.get(source);
    if (bucket === undefined) {
      if (this.#buckets.size >= SOURCES_MAX) this.#buckets.delete(this.#buckets.keys().next().value as string);
      bucket = { tokens: BURST, at: now };
      this.#buckets.set(source, bucket);
    }
    bucket.tokens = Math.min(BURST, bucket.tokens + (Math.max(0, now - bucket.at) / 1e6) * PER_SECOND);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
