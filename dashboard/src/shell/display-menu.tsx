import { type ReactNode, useId, useState } from "react";
import { request } from "../api/request.ts";
import { currentSession, sessionEnded } from "../api/session-store.ts";
import { type Density, displaySettings, setDisplay, type Theme } from "./display-settings.ts";

/** Who is signed in, theme, density, sign out. */
export function DisplayMenu(): ReactNode {
  const themeId = useId();
  const densityId = useId();
  const [{ theme, density }, setShown] = useState(displaySettings);
  const change = (next: { theme?: Theme; density?: Density }): void => {
    setDisplay(next);
    setShown((now) => ({ ...now, ...next }));
  };
  const signOut = async (): Promise<void> => {
    await request("/v1/auth/logout", { method: "POST" }).catch(() => undefined);
    sessionEnded();
  };
  return (
    <div className="grid gap-2 text-sm">
      <label htmlFor={themeId} className="grid gap-0.5">
        <span className="text-xs text-muted">Theme</span>
        <select
          id={themeId}
          className="field"
          value={theme}
          onChange={(event) => change({ theme: event.target.value as Theme })}
        >
          <option value="system">System</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <label htmlFor={densityId} className="grid gap-0.5">
        <span className="text-xs text-muted">Density</span>
        <select
          id={densityId}
          className="field"
          value={density}
          onChange={(event) => change({ density: event.target.value as Density })}
        >
          <option value="auto">Automatic</option>
          <option value="compact">Compact</option>
          <option value="comfortable">Comfortable</option>
        </select>
      </label>
      <button type="button" className="button mt-1" onClick={() => void signOut()}>
        Sign out
      </button>
      <p className="truncate text-xs text-muted" title={currentSession()?.username}>
        {currentSession()?.username}
      </p>
    </div>
  );
}
