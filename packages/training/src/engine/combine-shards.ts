import * as tf from "@tensorflow/tfjs";
import { kindsOfFindings, type ShardFindings } from "./named-tensors.ts";

/**
 * Means over the whole batch from those of its shards, Σᵢ nᵢ xᵢ / Σᵢ nᵢ, added in the order of the shards, wherever each was
 * computed: the same shards give the same bytes. Disposes the shards' tensors unless there is but one.
 */
export function combineShards(shards: readonly ShardFindings[]): ShardFindings {
  const [first] = shards;
  if (first === undefined || shards.length === 1) return first as ShardFindings;
  const samples = shards.reduce((sum, shard) => sum + shard.samples, 0);
  const combined = tf.tidy(() => {
    const kinds = kindsOfFindings.map((kind) => [
      kind,
      Object.fromEntries(
        Object.keys(first[kind]).map((name) => [
          name,
          mean(
            shards.map((shard) => ({
              tensor: shard[kind][name] as tf.Tensor,
              share: shard.samples / samples,
            })),
          ),
        ]),
      ),
    ]);
    return Object.fromEntries(kinds) as Omit<ShardFindings, "samples">;
  });
  for (const shard of shards) for (const kind of kindsOfFindings) tf.dispose(shard[kind]);
  return { samples, ...combined };
}

function mean(terms: readonly { readonly tensor: tf.Tensor; readonly share: number }[]): tf.Tensor {
  const [{ share: first } = { share: 1 }] = terms;
  const isEven = terms.every(({ share }) => share === first);
  const sum = terms
    .map(({ tensor, share }) => (isEven ? tensor : tf.mul(tensor, share)))
    .reduce((so, term) => tf.add(so, term));
  return isEven ? tf.mul(sum, first) : sum;
}
