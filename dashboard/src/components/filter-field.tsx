import { type ReactNode, useEffect, useId, useState } from "react";

const SETTLE_MS = 300;

interface FilterFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** Focused by `/`. */
  readonly isMain?: boolean;
}

/** Text filter that writes to the URL a moment after the typing. */
export function FilterField({ label, value, onChange, isMain = false }: FilterFieldProps): ReactNode {
  const id = useId();
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  useEffect(() => {
    const wished = text.trim();
    if (wished === (value ?? "")) return;
    const timer = setTimeout(() => onChange(wished === "" ? undefined : wished), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label htmlFor={id} className="flex items-center gap-2 max-sm:min-w-36 max-sm:flex-1">
      <span className="text-muted">{label}</span>
      <input
        id={id}
        className="field sm:max-w-36"
        value={text}
        autoComplete="off"
        spellCheck={false}
        data-main-filter={isMain ? "" : undefined}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
