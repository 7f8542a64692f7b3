import { factorValues } from "./factor-values.ts";
import type { Canvas } from "./fill-polygon.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { type PartColours, renderParts } from "./render-parts.ts";
import { sampleFactors } from "./sample-factors.ts";

/** Data whose images are parts over each other, drawn from the values of their factors. */
export interface GroundTruthOfParts {
  readonly name: string;
  readonly factors: readonly GroundTruthFactor[];
  readonly size: number;
  readonly channels: 1 | 3;
  readonly parts: readonly string[];
  /** Draws one image from the values of its factors; see {@link renderParts}. */
  readonly draw: (values: Float64Array, canvases: readonly Canvas[]) => PartColours | undefined;
}

/** Ground-truth data from what draws one of its images; the first factor is the class. */
export function groundTruthOfParts({
  name,
  factors,
  size,
  channels,
  parts,
  draw,
}: GroundTruthOfParts): GroundTruthData {
  const width = factors.length;
  return {
    name,
    factors,
    classFactor: 0,
    imageShape: [size, size, channels],
    parts,
    sampleFactors: (count, random, options) => sampleFactors(factors, count, random, options),
    renderFactors(chosen) {
      const values = factorValues(factors, chosen);
      return renderParts({
        count: chosen.shape[0] as number,
        size,
        channels,
        parts: parts.length,
        draw: (i, canvases) => draw(values.subarray(i * width, (i + 1) * width), canvases),
      });
    },
    sample(count, random, options) {
      const drawn = this.sampleFactors(count, random, options);
      return { factors: drawn, images: this.renderFactors(drawn) };
    },
  };
}
