import { type ReactNode, useState } from "react";
import { TextField } from "./text-field.tsx";

interface PasswordFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: "current-password" | "new-password";
  readonly help?: string;
  readonly error?: string | undefined;
  readonly onBlur?: () => void;
}

/** A password with a toggle that shows it. */
export function PasswordField(props: PasswordFieldProps): ReactNode {
  const [isShown, setIsShown] = useState(false);
  const toggle = (
    <button type="button" className="button min-h-9" aria-pressed={isShown} onClick={() => setIsShown((now) => !now)}>
      {isShown ? "Hide" : "Show"}
      <span className="sr-only"> password</span>
    </button>
  );
  return <TextField {...props} label="Password" type={isShown ? "text" : "password"} aside={toggle} />;
}
