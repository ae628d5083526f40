/** How one of several lines looks: never by colour alone. */
export interface LineLook {
  /** Variable of the theme. */
  readonly colour: string;
  readonly dash: "solid" | "dotted" | "dashed" | "long" | "sparse";
}

/** Looks of up to six lines in one chart. */
export const LINE_LOOKS: readonly LineLook[] = [
  { colour: "--gain", dash: "solid" },
  { colour: "--loss", dash: "dashed" },
  { colour: "--ok", dash: "dotted" },
  { colour: "--critical", dash: "long" },
  { colour: "--neutral", dash: "solid" },
  { colour: "--warning", dash: "sparse" },
];
/** The same dashes for the swatch of a legend, in px. */
export const SWATCH_DASHES: Readonly<Record<LineLook["dash"], string>> = {
  solid: "none",
  dotted: "2 3",
  dashed: "5 3",
  long: "9 3",
  sparse: "2 7",
};
