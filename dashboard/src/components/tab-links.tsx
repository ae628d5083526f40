import type { ReactNode } from "react";

interface TabLinksProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly (readonly [value: T, label: string])[];
  readonly current: T;
  readonly onChoose: (value: T) => void;
}

/** Choices of a view, one pressed; the URL holds which. */
export function TabLinks<T extends string>({ label, tabs, current, onChoose }: TabLinksProps<T>): ReactNode {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex max-w-full flex-wrap gap-0.5 rounded-md bg-raised p-0.5"
    >
      {tabs.map(([value, text]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === current}
          className="min-h-7 min-w-8 rounded px-1.5 text-sm sm:min-w-9 sm:px-2.5 font-medium aria-pressed:bg-background aria-pressed:shadow-sm pointer-coarse:min-h-11"
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
