/** One colour in the light and in the dark theme. */
export interface ThemeColour {
  readonly light: string;
  readonly dark: string;
}

/** The ground that figures stand on. */
export const surface: ThemeColour = { light: "#ffffff", dark: "#16181b" };

/** Colours of series: told apart by people with any colour vision, at least 3:1 on the surface, used in this order. */
export const seriesColours: readonly ThemeColour[] = [
  { light: "#0b5cad", dark: "#6cb6ff" },
  { light: "#c2500a", dark: "#ff9f5f" },
  { light: "#00735c", dark: "#45d3a8" },
  { light: "#8f3f97", dark: "#dc9bf2" },
  { light: "#7a6400", dark: "#e3c54a" },
  { light: "#59606a", dark: "#b4bac2" },
];

/** From little to much, in nine steps. */
export const sequentialRamp: readonly ThemeColour[] = [
  { light: "#eef4fa", dark: "#1b2430" },
  { light: "#d3e3f2", dark: "#1d3148" },
  { light: "#b3d0e8", dark: "#1f4062" },
  { light: "#8bb8dc", dark: "#24517d" },
  { light: "#609dce", dark: "#2f669b" },
  { light: "#3d81bb", dark: "#4381bb" },
  { light: "#2366a3", dark: "#639fd6" },
  { light: "#124c84", dark: "#90bfec" },
  { light: "#0a3361", dark: "#c8e2fd" },
];

/** From far below zero, through zero, to far above, in nine steps. */
export const divergingRamp: readonly ThemeColour[] = [
  { light: "#7f3300", dark: "#ffc9a1" },
  { light: "#b3560f", dark: "#f09a58" },
  { light: "#db8a48", dark: "#b96a2c" },
  { light: "#f0c49d", dark: "#6b4223" },
  { light: "#f3f3f1", dark: "#25282c" },
  { light: "#b5d2ea", dark: "#1f4062" },
  { light: "#6aa4d3", dark: "#2f6ca6" },
  { light: "#2a6cab", dark: "#6fabe4" },
  { light: "#0a3a6b", dark: "#c8e2fd" },
];

/** Point shapes of series, in the same order as the colours: never colour alone. */
export const seriesSymbols = ["circle", "times", "triangle2", "square2", "diamond2", "asterisk"] as const;

/** Relative luminance of a `#rrggbb` colour, in [0, 1]. @see WCAG 2.2, relative luminance */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two `#rrggbb` colours, (L₁ + 0.05) / (L₂ + 0.05) with L₁ ≥ L₂, in [1, 21]. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever can be read on the colour. */
export function inkOn({ light, dark }: ThemeColour): ThemeColour {
  const ink = (ground: string): string =>
    contrast("#000000", ground) >= contrast("#ffffff", ground) ? "#000000" : "#ffffff";
  return { light: ink(light), dark: ink(dark) };
}

const variables: readonly (readonly [string, ThemeColour])[] = [
  ["surface", surface],
  ...seriesColours.map((colour, at) => [`series-${at + 1}`, colour] as const),
  ...sequentialRamp.flatMap((colour, at) => rampVariables("ramp", at, colour)),
  ...divergingRamp.flatMap((colour, at) => rampVariables("diverging", at, colour)),
];

function rampVariables(ramp: string, at: number, colour: ThemeColour): (readonly [string, ThemeColour])[] {
  return [
    [`${ramp}-${at}`, colour],
    [`${ramp}-${at}-ink`, inkOn(colour)],
  ];
}

/** The custom properties (`--series-1: …;`) that give figures their colours in one theme. */
export function paletteProperties(theme: "light" | "dark"): string {
  return variables.map(([name, colour]) => `--${name}: ${colour[theme]};`).join(" ");
}

const fallbacks = new Map(variables.map(([name, colour]) => [name, colour.light]));

/** A palette colour for an SVG attribute: the page's custom property, or the light colour where there is none. */
export function paint(name: string): string {
  const fallback = fallbacks.get(name);
  return fallback === undefined ? "currentColor" : `var(--${name}, ${fallback})`;
}

/** Colour of the series at this position; the colours come round again after the last. */
export function seriesPaint(position: number): string {
  return paint(`series-${(position % seriesColours.length) + 1}`);
}

/** Point shape of the series at this position. */
export function seriesSymbol(position: number): (typeof seriesSymbols)[number] {
  // Shifted by one at each round, so that shape and colour together stay distinct for 36 series.
  const round = Math.floor(position / seriesColours.length);
  return seriesSymbols[(position + round) % seriesSymbols.length] ?? "circle";
}
