import type { ReactNode } from "react";
import type { ParameterField, RunnableStrategy } from "../../../../../src/contract/run-options.ts";
import { countOf } from "../../../format/words.ts";
import type { FieldProps } from "./field-props.ts";
import { SelectInput, TextInput } from "./form-field.tsx";
import { boundsOf, valueCount } from "./read-form.ts";

interface ParameterFieldsProps extends FieldProps {
  readonly strategy: RunnableStrategy | undefined;
}
const SWITCH = [
  ["0", "Off"],
  ["1", "On"],
] as const;
const BOTH = "0,1";
const SEARCHED_SWITCH = [...SWITCH, [BOTH, "Both: search off and on"]] as const;

/** The strategy's parameters: one value each, or several where they are searched. */
export function ParameterFields({ form, errors, onChange, strategy }: ParameterFieldsProps): ReactNode {
  const fields = strategy?.parameters ?? [];
  if (fields.length === 0) return <p className="text-muted">This strategy has no parameter to set.</p>;
  const set = (name: string, text: string): void => onChange({ parameters: { ...form.parameters, [name]: text } });
  const counts = fields.flatMap(({ name }) => valueCount(form.parameters[name] ?? "") ?? []);
  const runs = counts.reduce((product, count) => product * count, 1);
  return (
    <>
      <p className="mb-3 text-sm text-muted">
        {form.type === "backtest" ? (
          "One value each. A sweep or walk-forward takes several."
        ) : (
          <>
            One value, a list <code className="font-mono">5,10,20</code> or a range with its step{" "}
            <code className="font-mono">5:20:5</code>. Together: <b>{countOf(runs, "combination")}</b>.
          </>
        )}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Parameter
            key={field.name}
            field={field}
            isSearched={form.type !== "backtest"}
            text={form.parameters[field.name] ?? ""}
            error={errors[`parameters/${field.name}`]}
            onChange={(text) => set(field.name, text)}
          />
        ))}
      </div>
      {errors[""] === undefined ? null : <p className="mt-3 text-sm text-critical">{errors[""]}</p>}
    </>
  );
}

interface ParameterProps {
  readonly field: ParameterField;
  readonly isSearched: boolean;
  readonly text: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

function Parameter({ field, isSearched, text, error, onChange }: ParameterProps): ReactNode {
  const count = valueCount(text) ?? 0;
  const help = `${field.description === "" ? "" : `${field.description} · `}${boundsOf(field)} · file: ${field.value}`;
  const common = { label: field.name, error, onChange, unit: count > 1 ? `${count} values` : undefined } as const;
  if (field.type === "boolean") {
    // "Both" stays while it is chosen: a list without it would show "Off" in its place.
    const choices = isSearched || text === BOTH ? SEARCHED_SWITCH : SWITCH;
    return <SelectInput {...common} value={text} choices={choices} help={field.description} />;
  }
  return <TextInput {...common} value={text} help={help} />;
}
