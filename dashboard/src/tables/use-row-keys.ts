import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { isPlainKey } from "../shell/is-plain-key.ts";

/** Which row takes the focus. */
export interface RowKeys {
  readonly focused: number;
  readonly setFocused: (index: number) => void;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** j, k and arrows move between rows, Home and End jump, Enter opens. */
export function useRowKeys(
  count: number,
  frame: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
  onOpen: (index: number) => void,
): RowKeys {
  const [focused, setFocused] = useState(0);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPlainKey(event) || count === 0) return;
    const active = document.activeElement;
    const row = active instanceof HTMLTableRowElement && frame.current?.contains(active) === true ? active : null;
    // Arrows scroll the page unless a row has the focus; j and k always enter the table.
    if (row === null && event.key !== "j" && event.key !== "k") return;
    if (event.key === "Enter") {
      // Without this the same key press would also push the button that the drawer focuses.
      event.preventDefault();
      onOpen(focused);
      return;
    }
    const target = targetOf(event.key, row === null ? null : focused, count);
    if (target === null) return;
    event.preventDefault();
    setFocused(target);
    scrollTo(target);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus());
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  return { focused: Math.min(focused, Math.max(0, count - 1)), setFocused };
}

function targetOf(key: string, from: number | null, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  if (step === undefined) return null;
  return from === null ? 0 : Math.min(count - 1, Math.max(0, from + step));
}
