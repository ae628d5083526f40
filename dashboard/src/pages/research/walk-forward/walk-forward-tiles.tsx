import type { ReactNode } from "react";
import type { WalkForward } from "../../../../../src/contract/walk-forward.ts";
import { Num } from "../../../components/num.tsx";
import { countOf, wordsOf } from "../../../format/words.ts";
import { Tile } from "../../home/tile.tsx";

const MODES = {
  rolling: "the training period moves along",
  anchored: "the training period grows from one start",
} as const;

/** What kind of walk-forward it was, in four tiles. */
export function WalkForwardTiles({ walk }: { readonly walk: WalkForward }): ReactNode {
  const valid = walk.windows.filter((window) => window.isValid).length;
  return (
    <section aria-label="Walk-forward" className="grid grid-cols-2 gap-2 lg:grid-cols-4">
      <Tile
        label="Efficiency"
        value={<Num kind="ratio" value={walk.efficiency} missing="no window counts, or training lost" />}
        note="what remained of the training result"
      />
      <Tile
        label="Windows that count"
        value={`${valid} of ${walk.windows.length}`}
        note={walk.windows.some((window) => window.isShort) ? "the last one is shorter" : "all of one length"}
      />
      <Tile label="Mode" value={walk.mode === "rolling" ? "Rolling" : "Anchored"} note={MODES[walk.mode]} />
      <Tile
        label="Tried"
        value={<Num kind="count" value={walk.trials} />}
        note={`combinations in ${countOf(walk.windows.length, "window")}, by ${wordsOf(walk.objective)}`}
      />
    </section>
  );
}
