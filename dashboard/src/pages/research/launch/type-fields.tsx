import type { ReactNode } from "react";
import type { RunnableStrategy } from "../../../../../src/contract/run-options.ts";
import type { RunRequest } from "../../../../../src/contract/run-request.ts";
import type { FieldProps } from "./field-props.ts";
import { SelectInput } from "./form-field.tsx";

const TYPES: readonly (readonly [RunRequest["type"], string, string])[] = [
  ["backtest", "Backtest", "one set of parameters over the period"],
  ["sweep", "Sweep", "every combination over the same period"],
  ["walk-forward", "Walk-forward", "chosen on one period, judged on the next"],
];

interface TypeFieldsProps extends FieldProps {
  readonly strategies: readonly RunnableStrategy[];
  readonly onStrategy: (id: string) => void;
}

/** Kind of run and strategy; another strategy brings its own numbers. */
export function TypeFields({ form, errors, onChange, strategies, onStrategy }: TypeFieldsProps): ReactNode {
  const strategy = strategies.find(({ id }) => id === form.strategyId);
  return (
    <div className="grid gap-4">
      <fieldset>
        <legend className="mb-1 font-medium">Type</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {TYPES.map(([value, label, help]) => (
            <label
              key={value}
              className="flex min-h-11 cursor-pointer items-start gap-2 rounded-md border border-line bg-background px-3 py-2 has-checked:border-accent has-checked:outline has-checked:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="type"
                className="mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
                checked={form.type === value}
                onChange={() => onChange({ type: value })}
              />
              <span>
                <b className="font-medium">{label}</b>
                <span className="block text-xs text-muted">{help}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <SelectInput
        label="Strategy"
        value={form.strategyId}
        choices={strategies.map(({ id, name }) => [id, name === id ? id : `${name} (${id})`])}
        help={
          strategy === undefined
            ? undefined
            : `${strategy.kind} on ${strategy.symbols.join(", ")}, ${strategy.timeframe} bars. Choosing one brings its own numbers.`
        }
        error={errors["strategyId"]}
        onChange={onStrategy}
      />
    </div>
  );
}
