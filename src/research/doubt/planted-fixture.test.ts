/** Strategies with a flaw on purpose, made anew from the bars of every run as code that prepares itself would be. */
import type { SignalDraft } from "../../core/model/signal.ts";
import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "../../core/strategies/drafts.ts";
import type { DefinitionOf } from "./run-once.ts";

/** Long when the close `ahead` bars later is higher, flat when it is lower; one with no such bar does nothing. */
export function peeking(ahead: number): DefinitionOf {
  return ({ bars }, definition) => {
    const columns = bars[0];
    const places = new Map(Array.from({ length: columns?.count ?? 0 }, (_, i) => [columns?.tsClose[i], i]));
    return {
      ...definition,
      onBar({ bar }): readonly SignalDraft[] {
        const later = columns?.closeMicros[(places.get(bar.tsEvent) ?? 0) + ahead];
        if (later === undefined || (places.get(bar.tsEvent) ?? 0) + ahead >= (columns?.count ?? 0)) return NO_SIGNALS;
        return later > bar.closeMicros ? ENTER_LONG : EXIT_LONG;
      },
    };
  };
}

/** Long above the mean close of the whole file, flat below. */
export const WHOLE_FILE_MEAN: DefinitionOf = ({ bars }, definition) => {
  const closes = bars[0]?.closeMicros.subarray(0, bars[0].count) ?? new Float64Array(0);
  const mean = closes.reduce((sum, close) => sum + close, 0) / closes.length;
  return { ...definition, onBar: ({ bar }) => (bar.closeMicros > mean ? ENTER_LONG : EXIT_LONG) };
};

/** Peeks one bar ahead, but only at the bar that closes at `ts`; else as it was. */
export function peekingOnce(ts: number): DefinitionOf {
  return (resolved, definition) => {
    const peek = peeking(1)(resolved, definition);
    return {
      ...definition,
      onBar: (context, parameters, memory) =>
        (context.bar.tsEvent === ts ? peek : definition).onBar(context, parameters, memory),
    };
  };
}
