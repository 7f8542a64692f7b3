import { mixtureSource } from "../mixtures/mixture-source.ts";
import { ringMixture } from "../mixtures/ring-mixture.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";

/** Points of {@link ringMixture}. */
export const ring8: DatasetSource = mixtureSource({
  name: "ring-8",
  description: "Points in the plane from eight Gaussians on the unit circle.",
  mixture: ringMixture,
});
