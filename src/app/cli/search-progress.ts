import type { Objective } from "../../research/sweep/objective.ts";
import { objectiveText, parametersText } from "../../research/sweep/print-sweep.ts";
import type { SearchProgress } from "../../research/sweep/run-sweep.ts";
import type { CliIo } from "./io.ts";

const REDRAW_MS = 100;
const LINE_MS = 10_000;
const WIDTH = 24;

/**
 * Progress of many runs on standard error: one bar with rate, time left and the best so far,
 * redrawn on a terminal, a line now and then elsewhere. `names` are the swept parameters.
 */
export function createSearchProgress(
  title: string,
  search: { readonly objective: Objective; readonly names: readonly string[] },
  io: CliIo,
): { readonly update: (progress: SearchProgress) => void; readonly end: () => void } {
  const begun = performance.now();
  let drawnAt = begun;
  let isDrawn = false;
  let firstDone: number | null = null;

  function text({ done, total, best }: SearchProgress, known: number): string {
    const seconds = (performance.now() - begun) / 1000;
    const rate = (done - known) / seconds;
    const left = rate > 0 ? ((total - done) / rate).toFixed(0) : "?";
    const filled = Math.round((WIDTH * done) / total);
    const bar = "━".repeat(filled) + "─".repeat(WIDTH - filled);
    const found =
      best === null
        ? ""
        : ` · best ${search.objective} ${objectiveText(best.objective, search.objective)} (${parametersText(best.parameters, search.names)})`;
    const share = Math.floor((100 * done) / total);
    return `${title}  ${bar} ${share}%  ${done}/${total} runs · ${rate.toFixed(1)}/s · ${left} s left${found}`;
  }

  return {
    update(progress): void {
      // What a checkpoint brought along was not run now and does not count in the rate.
      firstDone ??= progress.done - 1;
      const now = performance.now();
      if (now - drawnAt < (io.isTerminal ? REDRAW_MS : LINE_MS)) return;
      drawnAt = now;
      const line = text(progress, firstDone);
      if (io.isTerminal) {
        process.stderr.write(`\r${line.slice(0, Math.max(20, io.columns - 1))}\u001b[K`);
        isDrawn = true;
      } else io.err(line);
    },
    end(): void {
      if (isDrawn) process.stderr.write("\r\u001b[K");
    },
  };
}
