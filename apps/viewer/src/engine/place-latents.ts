import { type LatentSpec, Random } from "@ganlens/core";
import type { Place } from "../state/view-state.ts";

/** Unit directions of noise, row by row. */
export interface Directions {
  readonly count: number;
  readonly size: number;
  readonly data: Float32Array;
}

/** Points drawn for one seed: this many at a time, so that a row is the same whatever else is shown. */
const drawnTogether = 64;

/** A drawn point, and its class where the generator is conditional. */
export interface DrawnPoint {
  readonly z: Float32Array;
  readonly label: number | null;
}

/** The drawn point of a row; classes come in turn, so that all of them are seen. */
export function drawnPoint(latent: LatentSpec, { seed, row }: Pick<Place, "seed" | "row">): DrawnPoint {
  const block = Math.floor(row / drawnTogether);
  const noise = Random.fromSeed(seed).split(`block ${block}`).split("noise");
  const size = drawnTogether * latent.size;
  const all = latent.prior === "normal" ? noise.normal(size) : noise.uniform(size, { low: -1, high: 1 });
  const start = (row % drawnTogether) * latent.size;
  const classes = latent.label?.classes;
  return {
    z: all.slice(start, start + latent.size),
    label: classes === undefined ? null : row % classes,
  };
}

/** z·d for each direction. */
export function coordinates(z: Float32Array, { count, size, data }: Directions): number[] {
  return Array.from({ length: count }, (_, direction) => {
    let along = 0;
    for (let i = 0; i < size; i++) along += (z[i] as number) * (data[direction * size + i] as number);
    return along;
  });
}

/** z + Σ (v − z·d) d: the drawn point with the given coordinates along some of the directions, which are orthonormal. */
export function movedPoint(
  z: Float32Array,
  directions: Directions,
  along: Readonly<Record<string, number>>,
): Float32Array {
  const moved = z.slice();
  const now = coordinates(z, directions);
  for (const [name, value] of Object.entries(along)) {
    const direction = Number(name);
    const before = now[direction];
    if (before === undefined) continue;
    for (let i = 0; i < directions.size; i++) {
      const unit = directions.data[direction * directions.size + i] as number;
      moved[i] = (moved[i] as number) + (value - before) * unit;
    }
  }
  return moved;
}

/** The inputs themselves as directions. */
export function inputDirections(size: number): Directions {
  const data = new Float32Array(size * size);
  for (let i = 0; i < size; i++) data[i * size + i] = 1;
  return { count: size, size, data };
}
