import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { HeatmapQuery, SweepHeatmap as Sweep } from "../../../../../src/contract/heatmap.ts";
import type { RunRow } from "../../../../../src/contract/run-row.ts";
import { heatmapQuery, isUnderWay } from "../../../api/run-queries.ts";
import { HeatTable } from "../../../charts/heat-table.tsx";
import { Panel } from "../../../components/panel.tsx";
import { NoPart, PartContent } from "../detail/part-content.tsx";
import { SelectInput } from "../launch/form-field.tsx";

/** One figure of a sweep over two of its parameters: a lone peak is luck, a plateau is not. */
export function SweepHeatmap({ run }: { readonly run: RunRow }): ReactNode {
  const [wish, setWish] = useState<HeatmapQuery>({});
  const isMoving = isUnderWay(run);
  // Nothing of it is written before the end.
  const query = useQuery({ ...heatmapQuery(run.id, wish), enabled: !isMoving });
  return (
    <Panel title="Combinations side by side" isUpdating={query.isPlaceholderData}>
      {isMoving ? (
        <NoPart name="combinations" isMoving />
      ) : (
        <PartContent
          query={query}
          height={320}
          name="combinations"
          isEmpty={({ table }: Sweep) => table.cells.length === 0}
        >
          {(sweep) => (
            <div className="grid grid-cols-1 gap-3">
              <Choices sweep={sweep} onWish={setWish} />
              <HeatTable table={sweep.table} chosenName="the best combination" />
            </div>
          )}
        </PartContent>
      )}
    </Panel>
  );
}

interface ChoicesProps {
  readonly sweep: Sweep;
  readonly onWish: (wish: HeatmapQuery) => void;
}

function Choices({ sweep, onWish }: ChoicesProps): ReactNode {
  const { figures, parameters, table } = sweep;
  const shown = { figure: table.figure, x: table.x.name, y: table.y.name };
  const axes = parameters.map((name) => [name, name] as const);
  const wish = ({ figure, x, y }: typeof shown): void => onWish(y === "" ? { figure } : { figure, x, y });
  return (
    <div className="grid gap-3 sm:max-w-2xl sm:grid-cols-3">
      <SelectInput
        label="Figure"
        value={shown.figure}
        choices={figures.map(({ key, label }) => [key, label])}
        onChange={(figure) => wish({ ...shown, figure })}
      />
      {parameters.length < 2 ? null : (
        <>
          <SelectInput
            label="Columns"
            value={shown.x}
            choices={axes}
            // The other axis gives way.
            onChange={(x) => wish({ ...shown, x, y: x === shown.y ? shown.x : shown.y })}
          />
          <SelectInput
            label="Rows"
            value={shown.y}
            choices={axes}
            onChange={(y) => wish({ ...shown, y, x: y === shown.x ? shown.y : shown.x })}
          />
        </>
      )}
    </div>
  );
}
