import type { BarClosed, Input } from "../core/model/input.ts";
import { chainHash } from "./chain.ts";
import { JournalWriter } from "./journal-writer.ts";
import type { JournalOptions } from "./journal-writer.ts";
import type { Storage } from "./storage.ts";

/** Writer settings of the tests: facts that are pure functions of seq, a clock that stands still. */
export function testOptions(more: Partial<JournalOptions> = {}): JournalOptions {
  return {
    build: "0.1.0+test",
    purpose: "test",
    facts: {
      outputsHash: (from, to) => chainHash("outputs", `${from}-${to}`),
      stateHash: (seq) => chainHash("state", `${seq}`),
    },
    now: () => "2026-03-02T14:30:00.000Z",
    ...more,
  };
}

/** The n-th input of a test journal: mostly bars, now and then text that needs escaping. */
export function testInput(n: number): Input {
  const at = 1_772_461_800_000_000 + n * 60_000_000;
  if (n % 7 === 3) {
    const row = { text: `line\nbreak "quoted" \u2028 grüße \ufffd ${n}`, n };
    return { kind: "TableRecordWritten", seq: 0, tsEvent: at, tsReceived: at, table: "notes", key: `k${n}`, row };
  }
  return testBar(n);
}

/** The n-th bar of a test journal. */
export function testBar(n: number): BarClosed {
  const at = 1_772_461_800_000_000 + n * 60_000_000;
  const open = 500_000_000 + (n % 100) * 10_000;
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: at,
    tsReceived: at + 250,
    instrument: 0,
    timeframeSeconds: 60,
    tsOpen: at - 60_000_000,
    openMicros: open,
    highMicros: open + 20_000,
    lowMicros: open - 20_000,
    closeMicros: open + 10_000,
    volume: 1_000 + n,
    endsSlice: true,
  };
}

/** Writes `groups` of inputs (their sizes) as separate groups and closes. */
export async function writeGroups(
  storage: Storage,
  groups: readonly number[],
  more: Partial<JournalOptions> = {},
): Promise<void> {
  const writer = await JournalWriter.open(storage, testOptions(more));
  for (const size of groups) {
    for (let n = 0; n < size; n += 1) writer.append(testInput(writer.lastSeq + 1));
    await writer.whenDurable(writer.lastSeq);
  }
  await writer.close();
}
