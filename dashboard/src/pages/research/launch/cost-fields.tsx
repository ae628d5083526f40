import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { RunOptions } from "../../../../../src/contract/run-options.ts";
import type { FieldProps } from "./field-props.ts";
import { SelectInput, TextInput } from "./form-field.tsx";

/** Money at the start, what trading costs, and how orders are filled. */
export function CostFields({
  form,
  errors,
  onChange,
  fillModels,
}: FieldProps & { readonly fillModels: RunOptions["fillModels"] }): ReactNode {
  const chosen = fillModels.find(({ id }) => id === form.fillModel);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextInput
        label="Initial capital"
        isNumeric
        value={form.initialCapital}
        error={errors["initialCapital"]}
        onChange={(initialCapital) => onChange({ initialCapital })}
      />
      <TextInput
        label="Commission"
        unit="for each order"
        isNumeric
        value={form.commissionPerOrder}
        error={errors["commissionPerOrder"]}
        onChange={(commissionPerOrder) => onChange({ commissionPerOrder })}
      />
      <TextInput
        label="Slippage"
        unit="bps"
        isNumeric
        value={form.slippageBps}
        error={errors["slippageBps"]}
        onChange={(slippageBps) => onChange({ slippageBps })}
      />
      <div>
        <SelectInput
          label="Fill rule"
          value={form.fillModel}
          choices={fillModels.map(({ id, label, isOptimistic }) => [
            id,
            isOptimistic ? `${label} (optimistic)` : label,
          ])}
          error={errors["fillModel"]}
          onChange={(fillModel) => onChange({ fillModel })}
        />
        {chosen?.isOptimistic === true ? (
          <p className="mt-1 flex items-start gap-1 text-sm text-warning">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            Optimistic: a market would fill less or worse.
          </p>
        ) : null}
      </div>
    </div>
  );
}
