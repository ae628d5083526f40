import type { ReactNode } from "react";
import { usePageTitle } from "../shell/page-title.ts";

interface PageFrameProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its one h1, its filters or actions, its content; sets the tab's title. */
export function PageFrame({ title, actions, children }: PageFrameProps): ReactNode {
  usePageTitle(title);
  return (
    <div className="mx-auto w-full max-w-[1720px]">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="text-xl font-semibold">{title}</h1>
        {actions}
      </div>
      {children}
    </div>
  );
}
