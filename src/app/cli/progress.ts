import type { CliIo } from "./io.ts";

const REDRAW_MS = 100;
const LINE_MS = 10_000;
const WIDTH = 24;

/** Progress on standard error: a bar that is redrawn on a terminal, a line now and then elsewhere. */
export function createProgress(
  title: string,
  total: number,
  io: CliIo,
): { readonly update: (share: number) => boolean; readonly end: () => void } {
  const begun = performance.now();
  let drawnAt = begun;
  let isDrawn = false;

  function text(share: number): string {
    const seconds = (performance.now() - begun) / 1000;
    const done = Math.round(total * share);
    const rate = seconds > 0 ? Math.round(done / seconds) : 0;
    const left = share > 0 ? (seconds / share) * (1 - share) : 0;
    const filled = Math.round(WIDTH * share);
    const bar = "━".repeat(filled) + "─".repeat(WIDTH - filled);
    return `${title}  ${bar} ${Math.round(share * 100)}%  ${done}/${total} bars · ${rate}/s · ${left.toFixed(0)} s left`;
  }

  return {
    update(share: number): boolean {
      const now = performance.now();
      if (now - drawnAt < (io.isTerminal ? REDRAW_MS : LINE_MS)) return true;
      drawnAt = now;
      if (io.isTerminal) {
        process.stderr.write(`\r${text(share)}\u001b[K`);
        isDrawn = true;
      } else io.err(text(share));
      return true;
    },
    end(): void {
      if (isDrawn) process.stderr.write("\r\u001b[K");
    },
  };
}
