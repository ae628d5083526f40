import type { LaunchForm } from "./launch-form.ts";
import type { FieldErrors } from "./read-form.ts";

/** What every part of the launcher's form works on. */
export interface FieldProps {
  readonly form: LaunchForm;
  readonly errors: FieldErrors;
  readonly onChange: (next: Partial<LaunchForm>) => void;
}
