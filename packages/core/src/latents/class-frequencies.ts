import type { DatasetInfo } from "../contracts/dataset.ts";
import type { LatentSpec } from "../contracts/latent.ts";

/**
 * The same specification with labels drawn as often as the data have them, so that a perfect generator draws the data's own
 * mixture of classes; as it is where the data's numbers are not known.
 */
export function withClassFrequencies(
  spec: LatentSpec,
  { classCounts }: Pick<DatasetInfo, "classCounts">,
): LatentSpec {
  const total = classCounts?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (classCounts === undefined || total === 0) return spec;
  const distribution = classCounts.map((count) => count / total);
  return {
    parts: spec.parts.map((part) =>
      part.kind === "label" && part.classes === distribution.length ? { ...part, distribution } : part,
    ),
  };
}
