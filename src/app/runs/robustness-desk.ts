import type { Robustness, RunRobustness } from "../../contract/robustness.ts";
import { RunRefused } from "../../contract/run-port.ts";
import type { RunNote, RunRow } from "../../contract/run-row.ts";
import type { StrategyCode } from "../../platform/strategy-sections.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { type RobustnessJob, robustnessJobId } from "./robustness-job.ts";
import type { RunJob } from "./run-job.ts";
import type { LiveRun } from "./run-rows.ts";

/** What the doubts about runs need of the desk. */
export interface RobustnessGround {
  readonly dataDir: string;
  readonly build: string;
  /** Own code this process was started with; other code is not run. */
  readonly own: readonly OwnStrategy[];
  readonly rowOf: (id: string) => Promise<RunRow | null>;
  /** What made the run; null: nobody wrote it down. */
  readonly jobOf: (id: string) => RunJob | null;
  readonly liveOf: (jobId: string) => LiveRun | null;
  readonly read: (id: string) => Promise<Robustness | null>;
  /** Takes a job into the queue; {@link RunRefused} when it is full. */
  readonly add: (job: RobustnessJob) => void;
}

/** Doubts about finished runs: asked for, under way, found. */
export class RobustnessDesk {
  readonly #ground: RobustnessGround;
  /** Of the last try, by run; a restart forgets them. */
  readonly #failures = new Map<string, RunNote>();

  constructor(ground: RobustnessGround) {
    this.#ground = ground;
  }

  /** Where they stand for a run; null: there is no such run. */
  async state(id: string): Promise<RunRobustness | null> {
    const { rowOf, liveOf, read } = this.#ground;
    const row = await rowOf(id);
    if (row === null) return null;
    const live = liveOf(robustnessJobId(id));
    const obstacle = obstacleOf(row);
    const found = live === null && obstacle === null ? await read(id) : null;
    const failure = live === null && found === null ? (this.#failures.get(id) ?? null) : null;
    const ended = found !== null ? "done" : failure !== null ? "failed" : "none";
    return {
      status: live === null ? ended : live.place > 0 ? "queued" : "running",
      progress: found === null ? (live?.share ?? 0).toFixed(4) : "1",
      obstacle,
      failure,
      found,
    };
  }

  /** Has them made, unless they are or will be; {@link RunRefused} for a run that has nothing to doubt. */
  async start(id: string): Promise<RunRobustness | null> {
    const state = await this.state(id);
    if (state === null || state.status === "done") return state;
    if (state.obstacle !== null) throw new RunRefused(state.obstacle.code, state.obstacle.text);
    // Another may have asked while the row was read.
    if (this.#ground.liveOf(robustnessJobId(id)) === null) this.#ground.add(this.#jobOf(id));
    this.#failures.delete(id);
    return this.state(id);
  }

  /** Told how a job about a run ended; null: not by a failure. */
  ended(id: string, failure: RunNote | null): void {
    if (failure === null) this.#failures.delete(id);
    else this.#failures.set(id, failure);
  }

  #jobOf(id: string): RobustnessJob {
    const { dataDir, build } = this.#ground;
    const made = this.#runAgain(id);
    const isNote = "text" in made;
    return {
      kind: "robustness",
      id: robustnessJobId(id),
      dataDir,
      build,
      of: id,
      again: isNote ? null : { ...made, id, dataDir, build },
      notes: isNote ? [made] : [],
    };
  }

  #runAgain(id: string): RunJob | RunNote {
    const job = this.#ground.jobOf(id);
    if (job === null) return NOT_ON_RECORD;
    if (job.work.kind !== "backtest") return MANY_CHOICES;
    return job.code === null || this.#isLoaded(job.code) ? job : CODE_CHANGED;
  }

  /** A record may be older than this process: only the folder it was started with is run. */
  #isLoaded({ file, sha256 }: StrategyCode): boolean {
    return this.#ground.own.some(({ code }) => code.file === file && code.sha256 === sha256);
  }
}

const NOT_ON_RECORD: RunNote = {
  code: "NOT_ON_RECORD",
  text: "What made the run is not on record (command line, or an earlier version): only its own days and trades were drawn from.",
};
const MANY_CHOICES: RunNote = {
  code: "MANY_CHOICES",
  text: "A walk-forward has other parameters in every window: costs and neighbours are those of no single choice.",
};
const CODE_CHANGED: RunNote = {
  code: "OWN_CODE_CHANGED",
  text: "The strategy's own code is not what the platform was started with: the run cannot be made again.",
};

function obstacleOf({ status, type }: RunRow): RunNote | null {
  if (type === "sweep")
    return { code: "RUN_UNFIT", text: "A sweep is no single run; make its best combination a backtest and test that." };
  if (type === "monte-carlo") return { code: "RUN_UNFIT", text: "This run is itself a resampling of another." };
  if (status === "done") return null;
  return { code: "RUN_NOT_DONE", text: "Only a run that came to its end can be tested." };
}
