import type { Figure, LensResult } from "@ganlens/core";
import { html, type Markup } from "./html.ts";

/** Ids of the figures that belong beside each other: as many real images as generated ones, of the same classes. */
const ids = ["real-samples", "samples"] as const;

/** The two figures of a result that show real images beside generated ones; null where it has not both. */
export function gridPair({ figures }: LensResult): readonly [Figure, Figure] | null {
  const [real, generated] = ids.map((id) =>
    figures.find((figure) => figure.id === id && figure.kind === "image-grid"),
  );
  return real === undefined || generated === undefined ? null : [real, generated];
}

/** Both grids side by side, real ones first. */
export function gridsSection(drawn: readonly Markup[]): Markup {
  return html`<section class="grids" aria-labelledby="grids"><h2 id="grids">Real and generated images</h2>
<div class="figures">${drawn}</div></section>
`;
}
