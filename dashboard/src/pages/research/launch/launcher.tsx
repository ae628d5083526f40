import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { RunOptions } from "../../../../../src/contract/run-options.ts";
import { fieldMessages } from "../../../api/problem-error.ts";
import { Panel } from "../../../components/panel.tsx";
import { CostFields } from "./cost-fields.tsx";
import { DataFields } from "./data-fields.tsx";
import { formOf, type LaunchForm } from "./launch-form.ts";
import { LaunchSummary } from "./launch-summary.tsx";
import { ParameterFields } from "./parameter-fields.tsx";
import { fieldsOfGrid, readForm } from "./read-form.ts";
import { SearchFields } from "./search-fields.tsx";
import { TypeFields } from "./type-fields.tsx";
import { useLaunch } from "./use-launch.ts";
import { useRunPlan } from "./use-run-plan.ts";

interface LauncherProps {
  readonly options: RunOptions;
  readonly strategyId: string | undefined;
}

/** Form at the left, what it would take at the right. */
export function Launcher({ options, strategyId }: LauncherProps): ReactNode {
  const [form, setForm] = useState<LaunchForm>(() => formOf(options, strategyId, null));
  const frame = useRef<HTMLFormElement>(null);
  const strategy = options.strategies.find(({ id }) => id === form.strategyId);
  const dataset = options.datasets.find(({ id }) => id === form.dataset);
  const { request, errors: own } = readForm(form, strategy);
  const plan = useRunPlan(request);
  const launch = useLaunch(request);
  const refused = fieldsOfGrid({ ...fieldMessages(plan.error), ...fieldMessages(launch.error) }, request);
  const errors = { ...refused, ...own };
  const change = (next: Partial<LaunchForm>): void => setForm((now) => ({ ...now, ...next }));
  const fields = { form, errors, onChange: change };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (request === null) frame.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    else launch.send();
  };
  return (
    <form
      ref={frame}
      onSubmit={submit}
      noValidate
      className="grid items-start gap-3 lg:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]"
    >
      <div className="grid gap-3">
        <Panel title="What">
          <TypeFields
            {...fields}
            strategies={options.strategies}
            onStrategy={(id) => setForm((now) => formOf(options, id, now))}
          />
        </Panel>
        <Panel title="Bars">
          <DataFields {...fields} strategy={strategy} datasets={options.datasets} dataset={dataset} />
        </Panel>
        <Panel title="Parameters">
          <ParameterFields {...fields} strategy={strategy} />
        </Panel>
        {form.type === "backtest" ? null : (
          <Panel title={form.type === "sweep" ? "Search" : "Search and windows"}>
            <SearchFields {...fields} objectives={options.objectives} />
          </Panel>
        )}
        <Panel title="Capital, costs and fills">
          <CostFields {...fields} fillModels={options.fillModels} />
        </Panel>
      </div>
      <LaunchSummary
        isReady={request !== null}
        errors={errors}
        plan={plan}
        launch={launch}
        combinationsMax={options.combinationsMax}
      />
    </form>
  );
}
