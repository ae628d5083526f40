/** Colours of the page; `system` follows the device. */
export type Theme = "system" | "light" | "dark";
/** Height of rows; `auto` follows screen and pointer. */
export type Density = "auto" | "compact" | "comfortable";

const KEYS = { theme: "agenttrader.theme", density: "agenttrader.density" } as const;

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What this browser was set to. */
export function displaySettings(): { readonly theme: Theme; readonly density: Density } {
  const theme = stored(KEYS.theme);
  const density = stored(KEYS.density);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    density: density === "compact" || density === "comfortable" ? density : "auto",
  };
}

/** Puts the settings on the page; the chart listens for the event. */
export function applyDisplay(): void {
  const { theme, density } = displaySettings();
  document.documentElement.dataset["theme"] = theme;
  document.documentElement.dataset["density"] = density;
  dispatchEvent(new Event("displaychange"));
}

/** Keeps a setting for this browser and applies it. */
export function setDisplay(change: { readonly theme?: Theme; readonly density?: Density }): void {
  try {
    if (change.theme !== undefined) localStorage.setItem(KEYS.theme, change.theme);
    if (change.density !== undefined) localStorage.setItem(KEYS.density, change.density);
  } catch {
    // Without storage the setting holds for this page only.
    if (change.theme !== undefined) document.documentElement.dataset["theme"] = change.theme;
    if (change.density !== undefined) document.documentElement.dataset["density"] = change.density;
    return;
  }
  applyDisplay();
}
