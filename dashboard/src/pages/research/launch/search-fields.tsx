import type { ReactNode } from "react";
import { wordsOf } from "../../../format/words.ts";
import type { FieldProps } from "./field-props.ts";
import { SelectInput, TextInput } from "./form-field.tsx";

/** What a search looks for, and the windows of a walk-forward. */
export function SearchFields({
  form,
  errors,
  onChange,
  objectives,
}: FieldProps & { readonly objectives: readonly string[] }): ReactNode {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectInput
        label="Objective"
        value={form.objective}
        choices={objectives.map((objective) => [objective, wordsOf(objective)])}
        help="The combination that is best by it wins."
        error={errors["objective"]}
        onChange={(objective) => onChange({ objective })}
      />
      <TextInput
        label="Fewest trades"
        unit="may be empty"
        isNumeric
        value={form.minTrades}
        help="Combinations with fewer do not win."
        error={errors["minTrades"]}
        onChange={(minTrades) => onChange({ minTrades })}
      />
      {form.type === "walk-forward" ? (
        <>
          <SelectInput
            label="Mode"
            value={form.mode}
            choices={[
              ["rolling", "Rolling: training moves along"],
              ["anchored", "Anchored: training grows"],
            ]}
            error={errors["mode"]}
            onChange={(mode) => onChange({ mode: mode === "anchored" ? "anchored" : "rolling" })}
          />
          <TextInput
            label="Train"
            unit="sessions"
            isNumeric
            value={form.inSampleDays}
            error={errors["inSampleDays"]}
            onChange={(inSampleDays) => onChange({ inSampleDays })}
          />
          <TextInput
            label="Test"
            unit="sessions"
            isNumeric
            value={form.outOfSampleDays}
            error={errors["outOfSampleDays"]}
            onChange={(outOfSampleDays) => onChange({ outOfSampleDays })}
          />
          <TextInput
            label="Step"
            unit="sessions, may be empty"
            isNumeric
            value={form.stepDays}
            help="Empty: as long as the test."
            error={errors["stepDays"]}
            onChange={(stepDays) => onChange({ stepDays })}
          />
        </>
      ) : null}
    </div>
  );
}
