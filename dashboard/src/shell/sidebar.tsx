import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { DisplayMenu } from "./display-menu.tsx";
import { SCREEN_GROUPS } from "./screens.ts";

/** Navigation at the left: icons with names, icons alone on narrow screens. */
export function Sidebar(): ReactNode {
  return (
    <div className="sticky top-[var(--strip)] hidden h-[calc(100dvh-var(--strip))] w-14 shrink-0 flex-col justify-between overflow-y-auto border-r border-line bg-panel py-3 sm:flex lg:w-48">
      <nav aria-label="Screens">
        {SCREEN_GROUPS.map((group) => (
          <div key={group.heading ?? "home"} className="mb-3 px-2">
            {group.heading === null ? null : (
              <p className="hidden px-2 pb-1 text-xs text-muted uppercase lg:block">{group.heading}</p>
            )}
            <ul>
              {group.screens.map((screen) => (
                <li key={screen.to}>
                  <Link
                    to={screen.to}
                    title={screen.label}
                    activeOptions={{ exact: screen.to === "/", includeSearch: false }}
                    className="flex h-9 items-center gap-2.5 rounded-md px-2.5 hover:bg-raised aria-[current=page]:bg-raised aria-[current=page]:font-semibold pointer-coarse:h-11"
                  >
                    <screen.icon aria-hidden="true" className="size-4 shrink-0" />
                    <span className="max-lg:sr-only">{screen.label}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <aside aria-label="Display and account" className="hidden px-3 lg:block">
        <DisplayMenu />
      </aside>
    </div>
  );
}
