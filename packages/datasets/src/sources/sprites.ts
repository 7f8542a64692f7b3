import { groundTruthSource } from "../ground-truth/ground-truth-source.ts";
import { sprites } from "../ground-truth/sprites.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";

/** Images of {@link sprites}. */
export const spritesSource: DatasetSource = groundTruthSource({
  description:
    "7,000 rendered squares, ellipses, hearts and triangles, 28 × 28, with shape, size, rotation and place known.",
  data: sprites(),
});
