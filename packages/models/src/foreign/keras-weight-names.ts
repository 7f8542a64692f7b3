import type * as tf from "@tensorflow/tfjs";
import type { StoredLayer } from "./check-layers-topology.ts";
import { isJsonObject } from "./parse-model-document.ts";

/** `Conv2DTranspose` → `conv2d_transpose`, as Keras 3 names folders. */
function snakeCase(className: string): string {
  return className
    .replace(/([^_])([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/**
 * Weights under the names of their layers where a .keras file's places stand for them: `layers/conv2d_1/vars/0` is the first
 * weight of the second Conv2D, whatever that layer is called.
 *
 * @returns the very same tensors; names that are no such place stay
 */
export function namedByLayer(
  model: tf.LayersModel,
  { config }: StoredLayer,
  weights: tf.NamedTensorMap,
): tf.NamedTensorMap {
  const layers = isJsonObject(config) && Array.isArray(config.layers) ? config.layers : [];
  const nameOf = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const layer of layers) {
    if (!isJsonObject(layer) || !isJsonObject(layer.config)) continue;
    const folder = snakeCase(String(layer.className));
    const count = counts.get(folder) ?? 0;
    counts.set(folder, count + 1);
    nameOf.set(count === 0 ? folder : `${folder}_${count}`, String(layer.config.name));
  }
  const entries = Object.entries(weights).map(([name, tensor]) => {
    const [, folder, index] = /^_?layers\/([^/]+)\/vars\/(\d+)$/.exec(name) ?? [];
    const layer = model.layers.find((one) => folder !== undefined && one.name === nameOf.get(folder));
    return [layer?.weights[Number(index)]?.originalName ?? name, tensor] as const;
  });
  return Object.fromEntries(entries);
}
