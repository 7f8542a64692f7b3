import type { Latents } from "@ganlens/core";

/**
 * The latents of a batch filled up to the number that a network takes at once, with its first latent again; as they are where the
 * network takes any number. Nobody sees what the rows behind the given ones give.
 */
export function paddedLatents(part: Latents, batch: number | undefined): Latents {
  const { z, labels } = part;
  const [count = 0, size = 0] = z.shape;
  if (batch === undefined || count >= batch) return part;
  const data = new Float32Array(batch * size);
  data.set(z.data);
  for (let row = count; row < batch; row++) data.set(z.data.subarray(0, size), row * size);
  const filled = { z: { data, shape: [batch, size] } };
  if (labels === undefined) return filled;
  return { ...filled, labels: Int32Array.from({ length: batch }, (_, i) => labels[i] ?? labels[0] ?? 0) };
}
