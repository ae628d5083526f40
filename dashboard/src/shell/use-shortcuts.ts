import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { isPlainKey } from "./is-plain-key.ts";

/** Keys and what they do, for the list behind `?`. */
export const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ["?", "This list"],
  ["g h", "Home"],
  ["g o", "Orders"],
  ["g p", "Positions"],
  ["g s", "Signals"],
  ["g t", "Strategies"],
  ["g y", "Activity"],
  ["g r", "Runs"],
  ["/", "Page filter"],
  ["j  k", "Next, previous row"],
  ["Enter", "Open the row"],
  ["t", "Table view of the chart"],
  ["Esc", "Close drawer or dialog"],
  ["Ctrl/⌘ + Shift + X", "STOP dialog"],
];

const GO = {
  h: "/",
  o: "/orders",
  p: "/positions",
  s: "/signals",
  t: "/strategies",
  y: "/activity",
  r: "/runs",
} as const;
const CHORD_MS = 1_500;

interface ShortcutActions {
  readonly onStop: () => void;
  readonly onHelp: () => void;
}

/** Listens for the shell's keys. No key alone sends anything. */
export function useShortcuts({ onStop, onHelp }: ShortcutActions): void {
  const navigate = useNavigate();
  const wentAt = useRef(Number.NEGATIVE_INFINITY);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.code === "KeyX") {
      event.preventDefault();
      onStop();
      return;
    }
    if (!isPlainKey(event)) return;
    const isChord = event.timeStamp - wentAt.current < CHORD_MS;
    wentAt.current = event.key === "g" && !isChord ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (isChord && event.key in GO) {
      event.preventDefault();
      void navigate({ to: GO[event.key as keyof typeof GO] });
    } else if (event.key === "?") {
      onHelp();
    } else if (event.key === "/") {
      const filter = document.querySelector<HTMLElement>("[data-main-filter]");
      if (filter === null) return;
      event.preventDefault();
      filter.focus();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
