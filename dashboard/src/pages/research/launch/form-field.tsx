import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

interface FormFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** What the value counts in, after the input. */
  readonly unit?: string | undefined;
  readonly children: (input: FieldInput) => ReactNode;
}
/** What ties an input to its label, help and error. */
export interface FieldInput {
  readonly id: string;
  readonly className: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** Label above, help and error below, the unit inside the line. */
export function FormField({ label, help, error, unit, children }: FormFieldProps): ReactNode {
  const id = useId();
  const described = [help === undefined ? "" : `${id}h`, error === undefined ? "" : `${id}e`].join(" ").trim();
  const input = children({
    id,
    className: `field ${error === undefined ? "" : "border-critical"}`,
    "aria-invalid": error !== undefined,
    "aria-describedby": described === "" ? undefined : described,
  });
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {unit === undefined ? null : <span className="font-normal text-muted"> ({unit})</span>}
      </label>
      {input}
      {help === undefined ? null : (
        <p id={`${id}h`} className="text-xs text-muted">
          {help}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}e`} className="flex items-start gap-1 text-sm text-critical">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

interface TextInputProps extends Omit<FormFieldProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "date";
  readonly isNumeric?: boolean;
  readonly min?: string;
  readonly max?: string;
}

/** A line of text, a number or a date. */
export function TextInput(props: TextInputProps): ReactNode {
  const { value, onChange, type = "text", isNumeric = false, min, max } = props;
  return (
    <FormField {...props}>
      {(input) => (
        <input
          {...input}
          type={type}
          min={min}
          max={max}
          value={value}
          inputMode={isNumeric ? "decimal" : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

interface SelectInputProps extends Omit<FormFieldProps, "children"> {
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

/** One of a few. */
export function SelectInput(props: SelectInputProps): ReactNode {
  return (
    <FormField {...props}>
      {(input) => (
        <select {...input} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
          {props.choices.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
