import { type ReactNode, useId } from "react";

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly choices: readonly (readonly [value: T, label: string])[];
  readonly onChange: (value: T | undefined) => void;
}

/** Filter with a few values; "All" takes it off. */
export function SelectField<T extends string>({ label, value, choices, onChange }: SelectFieldProps<T>): ReactNode {
  const id = useId();
  return (
    <label htmlFor={id} className="flex items-center gap-2 max-sm:min-w-36 max-sm:flex-1">
      <span className="text-muted">{label}</span>
      <select
        id={id}
        className="field sm:w-auto"
        value={value ?? ""}
        onChange={(event) => onChange(choices.find(([choice]) => choice === event.target.value)?.[0])}
      >
        <option value="">All</option>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
