/** Colours of the theme as the canvas needs them: resolved, opaque. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly equity: string;
  readonly drawdown: string;
}

/** One colour of the theme by its variable, `--gain`: resolved, opaque. */
export function themeColour(variable: string): string {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = resolved(probe, variable);
  probe.remove();
  return colour;
}

function resolved(element: HTMLElement, variable: string): string {
  element.style.color = `var(${variable})`;
  return getComputedStyle(element).color;
}

/** Reads the theme's colours; `light-dark()` is resolved by the browser. */
export function chartColours(): ChartColours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colours: ChartColours = {
    text: resolved(probe, "--neutral"),
    line: resolved(probe, "--line"),
    equity: resolved(probe, "--gain"),
    drawdown: resolved(probe, "--loss"),
  };
  probe.remove();
  return colours;
}
