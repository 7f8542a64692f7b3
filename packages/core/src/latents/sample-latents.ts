import { type LatentSpec, labelPart, latentSize, type VectorPart, vectorParts } from "../contracts/latent.ts";
import type { Latents } from "../contracts/latents.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import type { Random } from "../random/random.ts";

/**
 * Draws `count` latents from a generator's prior, labels (where it takes them) from their distribution.
 *
 * @returns z of shape [count, size], all noise and codes side by side
 * @throws {ConfigInvalidError} when a part is `given`: such latents are taken from their file, not drawn
 */
export function sampleLatents(spec: LatentSpec, count: number, random: Random): Latents {
  const parts = vectorParts(spec);
  const drawn = parts.map((part, i) =>
    drawPart(part, count, random.split(i === 0 ? "noise" : `noise/${part.name}`)),
  );
  const z = { data: sideBySide(parts, drawn, count), shape: [count, latentSize(spec)] };
  const label = labelPart(spec);
  if (label === undefined) return { z };
  return { z, labels: random.split("labels").choice(count, label.distribution) };
}

/** As {@link sampleLatents}, with labels 0, 1, 2 … in turn: a grid whose columns are classes. */
export function gridLatents(spec: LatentSpec, count: number, random: Random): Latents {
  const { z } = sampleLatents(spec, count, random);
  const classes = labelPart(spec)?.classes;
  if (classes === undefined) return { z };
  return { z, labels: Int32Array.from({ length: count }, (_, i) => i % classes) };
}

function drawPart({ name, size, prior, low = -1, high = 1 }: VectorPart, count: number, random: Random) {
  if (prior === "normal") return random.normal(count * size);
  if (prior === "uniform") return random.uniform(count * size, { low, high });
  throw new ConfigInvalidError({
    message: `Expected a prior to draw "${name}" from, received latents from a file.`,
    hint: "Use the latents of the file, or say what they are drawn from, for example normal:100.",
  });
}

function sideBySide(
  parts: readonly VectorPart[],
  drawn: readonly Float32Array[],
  count: number,
): Float32Array {
  if (drawn.length === 1) return drawn[0] as Float32Array;
  const width = parts.reduce((sum, { size }) => sum + size, 0);
  const joined = new Float32Array(count * width);
  let left = 0;
  for (const [k, { size }] of parts.entries()) {
    const values = drawn[k] as Float32Array;
    for (let i = 0; i < count; i++) joined.set(values.subarray(i * size, (i + 1) * size), i * width + left);
    left += size;
  }
  return joined;
}
