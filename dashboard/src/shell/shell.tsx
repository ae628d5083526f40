import { Outlet } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ReleaseDialog } from "../stop/release-dialog.tsx";
import { StopDialog } from "../stop/stop-dialog.tsx";
import { useLiveData } from "../stream/use-live-data.ts";
import { AccountBanner } from "./account-banner.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { KillBanner } from "./kill-banner.tsx";
import { MarketBanner } from "./market-banner.tsx";
import { ModeStrip } from "./mode-strip.tsx";
import { MoreSheet } from "./more-sheet.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

type OpenDialog = "more" | "stop" | "release" | "keys" | null;

/** What surrounds every page: strip, navigation, banners, STOP. */
export function Shell(): ReactNode {
  const [open, setOpen] = useState<OpenDialog>(null);
  const close = (): void => setOpen(null);
  useLiveData();
  useShortcuts({ onStop: () => setOpen("stop"), onHelp: () => setOpen("keys") });
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <ModeStrip onStop={() => setOpen("stop")} />
      <div className="flex">
        <Sidebar />
        <div className="min-w-0 flex-1">
          <ConnectionBanner />
          <MarketBanner />
          <AccountBanner />
          <KillBanner onRelease={() => setOpen("release")} />
          <main id="content" tabIndex={-1} className="p-3 pb-24 outline-none sm:p-4">
            <Outlet />
          </main>
        </div>
      </div>
      <BottomBar onStop={() => setOpen("stop")} onMore={() => setOpen("more")} />
      {open === "stop" ? <StopDialog onClose={close} onRelease={() => setOpen("release")} /> : null}
      {open === "release" ? <ReleaseDialog onClose={close} /> : null}
      {open === "more" ? <MoreSheet onClose={close} /> : null}
      {open === "keys" ? <ShortcutList onClose={close} /> : null}
    </>
  );
}
