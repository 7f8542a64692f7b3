import { type NdArray, sha256Hex, sizeOf } from "@ganlens/core";
import { type PrincipalComponents, principalComponents, project } from "@ganlens/metrics";
import type { FeatureSpace } from "./feature-space.ts";

/**
 * Principal components of pixels, at most 64, fitted to real images that are not in the comparison.
 *
 * Linear, and scaled as pixels are: it sees what moves much ink, and is nearly blind to texture.
 *
 * @param others `[n, height, width, channels]`, n ≥ 2
 */
export function pixelComponentsSpace(others: NdArray): FeatureSpace {
  const [count = 0, ...shape] = others.shape;
  const components = Math.min(64, sizeOf(shape), count - 1);
  const axes: PrincipalComponents = principalComponents({ data: others, components });
  // Colours of 28 px and more are too many values to be passed as arguments.
  const map = new Float64Array(axes.mean.length + axes.components.data.length);
  map.set(axes.mean);
  map.set(axes.components.data, axes.mean.length);
  return {
    kind: "pixel-components",
    id: `pixel-components-${sha256Hex(new Uint8Array(map.buffer))}`,
    name: `PCA-${components} of pixels`,
    features: async (images) => project(axes, images),
    dispose: () => {},
  };
}
