import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: string;
  readonly help?: string;
  readonly error?: string | undefined;
  readonly type?: "text" | "password";
  /** Beside the input, for example a toggle. */
  readonly aside?: ReactNode;
  readonly onBlur?: () => void;
  readonly autoFocus?: boolean;
}

/** Label above, help and error below, tied together for screen readers; paste is never hindered. */
export function TextField(props: TextFieldProps): ReactNode {
  const { id, label, help, error, aside } = props;
  const described = [help === undefined ? null : `${id}-help`, error === undefined ? null : `${id}-error`]
    .filter((part) => part !== null)
    .join(" ");
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          name={id}
          className="field"
          type={props.type ?? "text"}
          value={props.value}
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={props.autoFocus}
          aria-invalid={error !== undefined}
          aria-describedby={described === "" ? undefined : described}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
        />
        {aside}
      </div>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-sm text-muted">
          {help}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="flex items-center gap-1 text-sm text-critical">
          <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
