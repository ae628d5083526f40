import type { ReactNode } from "react";
import { Drawer } from "../components/drawer.tsx";
import { SHORTCUTS } from "./use-shortcuts.ts";

/** Every key of the dashboard. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Drawer title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {SHORTCUTS.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-panel px-1.5 py-0.5 font-mono text-xs">{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-muted">Single keys rest while you type. No key alone sends an order or engages STOP.</p>
    </Drawer>
  );
}
