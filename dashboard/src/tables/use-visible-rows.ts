import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

const VIRTUAL_ABOVE = 200;

/** Rows to render and the heights that stand for the rest, in px. */
export interface VisibleRows {
  readonly isVirtual: boolean;
  readonly indexes: readonly number[];
  readonly before: number;
  readonly after: number;
  readonly scrollTo: (index: number) => void;
}

function rowHeight(): number {
  return Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row"), 10) + 1 || 37;
}

/** All rows up to 200, above that only those in view. */
export function useVisibleRows(count: number, frame: RefObject<HTMLDivElement | null>): VisibleRows {
  const isVirtual = count > VIRTUAL_ABOVE;
  const virtualizer = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: rowHeight,
    overscan: 12,
  });
  if (!isVirtual) {
    return {
      isVirtual,
      indexes: Array.from({ length: count }, (_, index) => index),
      before: 0,
      after: 0,
      scrollTo: () => undefined,
    };
  }
  const items = virtualizer.getVirtualItems();
  return {
    isVirtual,
    indexes: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  };
}
