import type { Health, HealthComponent, HealthDetail, HealthStatus } from "../../contract/health.ts";
import type { Mode } from "../../contract/mode.ts";
import type { JournalWriter } from "../../journal/journal-writer.ts";
import type { CoreLoop } from "../run/core-loop.ts";
import type { ViewService } from "./view-service.ts";

export interface HealthParts {
  readonly loop: CoreLoop;
  readonly journal: JournalWriter;
  readonly views: ViewService;
  readonly mode: Mode;
  readonly build: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly startedAt: number;
}

/** Health from memory: what runs, what does not, and what stands still. */
export function createHealth(parts: HealthParts): { health: () => Health; healthDetail: () => Promise<HealthDetail> } {
  function components(): HealthComponent[] {
    const { loop, journal, views } = parts;
    const failure = journal.failure;
    const market = loop.standstill;
    return [
      part(
        "journal",
        "Journal",
        failure === null ? "ok" : "down",
        failure?.message ?? `durable to ${journal.durableSeq}`,
      ),
      part("core", "Core", loop.hasStopped ? "down" : "ok", `at ${loop.core.state.seq}`),
      part("market", "Market", market === null ? "ok" : "degraded", market ?? "moving"),
      part(
        "views",
        "Read models",
        views.hasFailed ? "down" : views.trouble === null ? "ok" : "starting",
        views.trouble ?? `at ${views.committedSeq}`,
      ),
    ];
  }

  function part(id: string, label: string, state: HealthStatus, detail: string): HealthComponent {
    const lastOkAt = state === "ok" ? new Date(parts.now()).toISOString() : null;
    return { id, label, state, detail, since: null, lastOkAt };
  }

  function overall(list: readonly HealthComponent[]): HealthStatus {
    const states = list.map((component) => component.state);
    if (list.some((component) => component.id !== "views" && component.state === "down")) return "down";
    if (states.includes("down") || states.includes("degraded")) return "degraded";
    return states.includes("starting") ? "starting" : "ok";
  }

  return {
    health: () => ({
      status: overall(components()),
      mode: parts.mode,
      asOfSeq: parts.loop.core.state.seq,
      build: parts.build,
      uptimeSeconds: Math.floor((parts.now() - parts.startedAt) / 1000),
    }),
    healthDetail: () => {
      const list = components();
      return Promise.resolve({
        overall: overall(list),
        components: list,
        journalSeq: parts.journal.durableSeq,
        viewsSeq: parts.views.committedSeq,
        serverTime: new Date(parts.now()).toISOString(),
      });
    },
  };
}
