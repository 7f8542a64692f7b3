import * as tf from "@tensorflow/tfjs";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { ConditionalBatchNormalization } from "../layers/conditional-batch-normalization.ts";
import { Resize } from "../layers/resize.ts";
import { SpectralConvolution } from "../layers/spectral-convolution.ts";
import { halvingPool } from "./halving-pool.ts";
import { stack } from "./stack.ts";

/** A class that a generator is told: its input, and how many there are. */
export interface ClassInput {
  readonly label: tf.SymbolicTensor;
  readonly classes: number;
}

/** Batch normalisation, with a scale and an offset for each class where there is one; then relu. */
export function conditionedUnit(
  x: tf.SymbolicTensor,
  { name, condition }: { readonly name: string; readonly condition: ClassInput | undefined },
): tf.SymbolicTensor {
  const relu = tf.layers.activation({ activation: "relu", name: `${name}-relu` });
  if (condition === undefined) return stack(x, [new BatchNormalization({ name: `${name}-norm` }), relu]);
  const { classes, label } = condition;
  return stack([x, label], [new ConditionalBatchNormalization({ classes, name: `${name}-norm` }), relu]);
}

/**
 * A residual block that doubles maps: normalisation, relu, doubling, 3×3, normalisation, relu, 3×3; beside it doubling and 1×1.
 *
 * [n, h, w, c] → [n, 2h, 2w, width]; doubling takes the nearest pixel.
 *
 * @see Miyato, Koyama 2018; Gulrajani et al. 2017
 */
export function doublingBlock(
  x: tf.SymbolicTensor,
  {
    name,
    width,
    condition,
  }: { readonly name: string; readonly width: number; readonly condition: ClassInput | undefined },
): tf.SymbolicTensor {
  const [, height, breadth] = x.shape as [null, number, number, number];
  const doubled = (at: string) => new Resize({ size: [2 * height, 2 * breadth], name: `${name}/${at}` });
  const convolution = (at: string, kernelSize: number) =>
    tf.layers.conv2d({ filters: width, kernelSize, padding: "same", name: `${name}/${at}` });
  const first = stack(conditionedUnit(x, { name: `${name}/before1`, condition }), [
    doubled("double"),
    convolution("conv1", 3),
  ]);
  const second = stack(conditionedUnit(first, { name: `${name}/before2`, condition }), [
    convolution("conv2", 3),
  ]);
  const beside = stack(x, [doubled("double-beside"), convolution("projection", 1)]);
  return stack([second, beside], [tf.layers.add({ name: `${name}/sum` })]);
}

/**
 * A residual block of a discriminator, every convolution with spectral normalisation: relu, 3×3, relu, 3×3, and where it halves the
 * mean of windows 2×2; beside it 1×1, and the same mean. The first of a network has no relu before it, which would lose half of the image.
 *
 * [n, h, w, c] → [n, h, w, width], or halved; an odd side loses its last row.
 *
 * @see Miyato et al. 2018, Spectral normalization for generative adversarial networks
 */
export function judgingBlock(
  x: tf.SymbolicTensor,
  {
    name,
    width,
    halves,
    isFirst,
  }: {
    readonly name: string;
    readonly width: number;
    readonly halves: boolean;
    readonly isFirst: boolean;
  },
): tf.SymbolicTensor {
  const relu = (at: string) => tf.layers.activation({ activation: "relu", name: `${name}/${at}` });
  const mean = (at: string) => (halves ? [halvingPool("mean", `${name}/${at}`)] : []);
  const convolution = (at: string, kernelSize: number) =>
    new SpectralConvolution({ filters: width, kernelSize, name: `${name}/${at}` });
  const branch = stack(x, [
    ...(isFirst ? [] : [relu("relu1")]),
    convolution("conv1", 3),
    relu("relu2"),
    convolution("conv2", 3),
    ...mean("halve"),
  ]);
  const same = !halves && x.shape.at(-1) === width;
  const beside = same ? x : stack(x, [...mean("halve-beside"), convolution("projection", 1)]);
  return stack([branch, beside], [tf.layers.add({ name: `${name}/sum` })]);
}
