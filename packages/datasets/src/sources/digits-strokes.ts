import { digitsStrokes } from "../ground-truth/digits-strokes.ts";
import { groundTruthSource } from "../ground-truth/ground-truth-source.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";

/** Images of {@link digitsStrokes}. */
export const digitsStrokesSource: DatasetSource = groundTruthSource({
  description:
    "7,000 digits drawn as strokes, 28 × 28, with digit, width, slant, size, place and bends known.",
  data: digitsStrokes(),
});
