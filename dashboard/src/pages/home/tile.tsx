import type { ReactNode } from "react";

interface TileProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note: ReactNode;
}

/** One key figure with what it stands on. */
export function Tile({ label, value, note }: TileProps): ReactNode {
  return (
    <div className="panel min-w-0 px-3 py-2.5 max-sm:last:odd:col-span-2">
      <p className="text-xs text-muted">{label}</p>
      <p className="mt-0.5 text-[clamp(0.9rem,3.9vw,1.25rem)] font-semibold">{value}</p>
      <div className="mt-0.5 text-sm text-muted">{note}</div>
    </div>
  );
}
