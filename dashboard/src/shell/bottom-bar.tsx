import { Link } from "@tanstack/react-router";
import { Menu, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { PHONE_SCREENS } from "./screens.ts";

const ITEM = "flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px]";

interface BottomBarProps {
  readonly onStop: () => void;
  readonly onMore: () => void;
}

/** Navigation of a phone, with STOP under the thumb. */
export function BottomBar({ onStop, onMore }: BottomBarProps): ReactNode {
  return (
    <nav
      aria-label="Main screens"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {PHONE_SCREENS.map((screen) => (
        <Link
          key={screen.to}
          to={screen.to}
          activeOptions={{ exact: screen.to === "/", includeSearch: false }}
          className={`${ITEM} aria-[current=page]:bg-raised aria-[current=page]:font-bold`}
        >
          <screen.icon aria-hidden="true" className="size-5" />
          {screen.label}
        </Link>
      ))}
      <button type="button" aria-haspopup="dialog" className={ITEM} onClick={onMore}>
        <Menu aria-hidden="true" className="size-5" />
        More
      </button>
      <button type="button" aria-haspopup="dialog" className={`${ITEM} bg-stop font-bold text-white`} onClick={onStop}>
        <OctagonX aria-hidden="true" className="size-5" />
        STOP
      </button>
    </nav>
  );
}
