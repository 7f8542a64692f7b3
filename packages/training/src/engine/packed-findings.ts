import * as tf from "@tensorflow/tfjs";
import { kindsOfFindings, type NamedTensors, type ShardFindings } from "./named-tensors.ts";

/** Tensors by name as one array, so that a message moves one buffer. */
export interface PackedTensors {
  readonly names: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  /** All values one after another, in the order of the names. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** A shard's findings as a message carries them. */
export interface PackedFindings {
  readonly samples: number;
  /** The kind of finding that each tensor is. */
  readonly kinds: readonly (typeof kindsOfFindings)[number][];
  readonly tensors: PackedTensors;
}

/** Reads tensors into one array; they stay the caller's. */
export async function packTensors(tensors: NamedTensors): Promise<PackedTensors> {
  const entries = Object.entries(tensors);
  const values = new Float32Array(entries.reduce((sum, [, { size }]) => sum + size, 0));
  const read = await Promise.all(entries.map(([, tensor]) => tensor.data()));
  let at = 0;
  for (const each of read) {
    values.set(each as Float32Array, at);
    at += each.length;
  }
  return { names: entries.map(([name]) => name), shapes: entries.map(([, { shape }]) => shape), values };
}

/** The tensors again; the caller disposes them. */
export function unpackTensors({ names, shapes, values }: PackedTensors): NamedTensors {
  let at = 0;
  return Object.fromEntries(
    names.map((name, i) => {
      const shape = [...(shapes[i] as readonly number[])];
      const size = tf.util.sizeFromShape(shape);
      const tensor = tf.tensor(values.slice(at, at + size), shape);
      at += size;
      return [name, tensor];
    }),
  );
}

/** Reads a shard's findings and disposes their tensors. */
export async function packFindings(findings: ShardFindings): Promise<PackedFindings> {
  const entries = kindsOfFindings.flatMap((kind) =>
    Object.entries(findings[kind]).map(([name, tensor]) => ({ kind, name, tensor })),
  );
  // Names may be the same in two kinds, never at two places.
  const tensors = await packTensors(Object.fromEntries(entries.map(({ tensor }, i) => [i, tensor])));
  for (const { tensor } of entries) tensor.dispose();
  return {
    samples: findings.samples,
    kinds: entries.map(({ kind }) => kind),
    tensors: { ...tensors, names: entries.map(({ name }) => name) },
  };
}

/** The findings again; the caller disposes their tensors. */
export function unpackFindings({ samples, kinds, tensors }: PackedFindings): ShardFindings {
  const { names } = tensors;
  const values = unpackTensors({ ...tensors, names: names.map((_, i) => String(i)) });
  const byKind = Object.fromEntries(kindsOfFindings.map((kind) => [kind, {} as Record<string, tf.Tensor>]));
  for (const [i, kind] of kinds.entries()) {
    const found = byKind[kind] as Record<string, tf.Tensor>;
    found[names[i] as string] = values[i] as tf.Tensor;
  }
  return { samples, ...byKind } as unknown as ShardFindings;
}
