import { groundTruthSource } from "../ground-truth/ground-truth-source.ts";
import { shapes } from "../ground-truth/shapes.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";

/** Images of {@link shapes}. */
export const shapesSource: DatasetSource = groundTruthSource({
  description:
    "7,000 rendered coloured shapes with a disc in their middle on a coloured ground, 28 × 28, with shape, scale, rotation, place, hues and disc known.",
  data: shapes(),
});
