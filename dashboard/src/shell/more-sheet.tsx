import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Drawer } from "../components/drawer.tsx";
import { DisplayMenu } from "./display-menu.tsx";
import { MORE_SCREENS } from "./screens.ts";

/** On a phone: the screens that have no place in the bottom bar, display and account. */
export function MoreSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Drawer title="More" onClose={onClose}>
      <nav aria-label="More screens" className="mb-6">
        <ul className="divide-y divide-line">
          {MORE_SCREENS.map((screen) => (
            <li key={screen.to}>
              <Link to={screen.to} onClick={onClose} className="flex min-h-12 items-center gap-3 text-base">
                <screen.icon aria-hidden="true" className="size-5" />
                {screen.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <DisplayMenu />
    </Drawer>
  );
}
