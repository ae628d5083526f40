import type { ReactNode } from "react";

interface TraceStationProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

/** One station on the vertical line. */
export function TraceStation({ title, note, children }: TraceStationProps): ReactNode {
  return (
    <li className="relative pb-6 pl-6">
      <span
        aria-hidden="true"
        className="absolute top-1 -left-[9px] size-4 rounded-full border-2 border-accent bg-background"
      />
      <h2 className="mb-2 flex items-baseline gap-2 font-semibold">
        {title}
        {note === undefined ? null : <span className="text-xs font-normal text-muted">{note}</span>}
      </h2>
      {children}
    </li>
  );
}
