import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: string;
  /** Beside the title: tags, ranges, links. */
  readonly actions?: ReactNode;
  readonly isUpdating?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled box; a thin line at its top says that newer data is on the way. */
export function Panel({ title, actions, isUpdating = false, className = "", children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`panel relative min-w-0 ${className}`}>
      {isUpdating ? <div className="absolute inset-x-2 top-0 h-0.5 rounded bg-accent/60" /> : null}
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 pt-2.5 pb-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {actions}
      </header>
      <div className="px-3 pb-3">{children}</div>
    </section>
  );
}
