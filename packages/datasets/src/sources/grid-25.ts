import { gridMixture } from "../mixtures/grid-mixture.ts";
import { mixtureSource } from "../mixtures/mixture-source.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";

/** Points of {@link gridMixture}. */
export const grid25: DatasetSource = mixtureSource({
  name: "grid-25",
  description: "Points in the plane from twenty-five Gaussians on a square grid.",
  mixture: gridMixture,
});
