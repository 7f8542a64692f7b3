import {
  ConfigInvalidError,
  type LatentSpec,
  type Latents,
  latentSize,
  ShapeError,
  vectorParts,
} from "@ganlens/core";
import { interpolateLatents } from "@ganlens/metrics";

export interface LatentPathOptions {
  readonly spec: LatentSpec;
  /** Where each path begins; its labels hold along the whole path. */
  readonly first: Latents;
  /** Where each path ends, as many. */
  readonly second: Latents;
  /** Latents of each path, both ends included; at least 2. */
  readonly steps: number;
}

/**
 * Latents on the way from one to another, path by path: along an arc for normal parts, which stays where such latents lie, and
 * along a line for all others.
 *
 * @returns `first.n × steps` latents
 * @throws {ConfigInvalidError} when there are fewer than 2 steps
 * @throws {ShapeError} when the ends are not latents of the specification, or not equally many
 * @throws {DatasetInvalidError} when two ends of a normal part are opposite or zero: there is no shortest arc
 */
export function latentPath({ spec, first, second, steps }: LatentPathOptions): Latents {
  const [count = 0, size = 0] = first.z.shape;
  if (!Number.isInteger(steps) || steps < 2) {
    throw new ConfigInvalidError({ message: `Expected at least 2 steps of a path, received ${steps}.` });
  }
  if (size !== latentSize(spec) || second.z.shape.join() !== first.z.shape.join()) {
    throw new ShapeError({
      message: `Expected the ends of paths of shape [n, ${latentSize(spec)}], received [${first.z.shape.join(", ")}] and [${second.z.shape.join(", ")}].`,
    });
  }
  const rows = count * steps;
  const data = new Float32Array(rows * size);
  const at = Float64Array.from({ length: rows }, (_, row) => (row % steps) / (steps - 1));
  let left = 0;
  for (const part of vectorParts(spec)) {
    const end = ({ z }: Latents) => ({
      n: rows,
      d: part.size,
      data: Float64Array.from({ length: rows * part.size }, (_, i) => {
        const path = Math.floor(i / part.size / steps);
        return z.data[path * size + left + (i % part.size)] as number;
      }),
    });
    const path = part.prior === "normal" ? "spherical" : "linear";
    const values = interpolateLatents({ first: end(first), second: end(second), at, path });
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < part.size; i++) {
        data[row * size + left + i] = values[row * part.size + i] as number;
      }
    }
    left += part.size;
  }
  const z = { data, shape: [rows, size] };
  const { labels } = first;
  if (labels === undefined) return { z };
  return { z, labels: Int32Array.from({ length: rows }, (_, row) => labels[Math.floor(row / steps)] ?? 0) };
}
