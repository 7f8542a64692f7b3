import * as tf from "@tensorflow/tfjs";

/** Tensors by name. */
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** What one shard of one round gave: means over its samples. */
export interface ShardFindings<T = tf.Tensor> {
  readonly samples: number;
  /** `<player>:<weight>` → gradient, summed over the updates that move it. */
  readonly gradients: Readonly<Record<string, T>>;
  /** `<player>:<weight>` → the running statistics after the shard; empty where only one shard is computed here. */
  readonly buffers: Readonly<Record<string, T>>;
  readonly losses: Readonly<Record<string, T>>;
  readonly parts: Readonly<Record<string, T>>;
  readonly statistics: Readonly<Record<string, T>>;
}

/** The kinds of findings that are means over samples. */
export const kindsOfFindings = ["gradients", "buffers", "losses", "parts", "statistics"] as const;

/** The name of one player's weight. */
export function weightOf(player: string, weight: string): string {
  return `${player}:${weight}`;
}

/** The values of scalars, read at once; they stay the caller's. */
export async function scalarValues(scalars: NamedTensors): Promise<Record<string, number>> {
  const entries = Object.entries(scalars);
  if (entries.length === 0) return {};
  const all = tf.tidy(() => tf.stack(entries.map(([, tensor]) => tf.reshape(tensor, []))));
  const read = (await all.data()) as Float32Array;
  all.dispose();
  return Object.fromEntries(entries.map(([name], i) => [name, read[i] as number]));
}
