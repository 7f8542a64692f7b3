import * as tf from "@tensorflow/tfjs";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { Dropout } from "../layers/dropout.ts";
import { PoolMaps } from "../layers/pool-maps.ts";
import { convolutionUnit } from "./convolution-unit.ts";
import { stack } from "./stack.ts";

/** How a residual block is wired. */
export interface ResidualWiring {
  /** Two convolutions 3×3, or 1×1, 3×3 and 1×1 to four times as many channels. */
  readonly block: "basic" | "bottleneck";
  /** Whether normalisation and relu stand after each convolution (He 2015) or before it (He 2016). */
  readonly activation: "after" | "before";
  /** Between the convolutions, in training only; by default 0. */
  readonly dropout?: number;
}

/** Settings of {@link residualBlock}. */
export interface ResidualBlockOptions extends ResidualWiring {
  /** The prefix of its layers' names. */
  readonly name: string;
  /** Channels of its 3×3 convolutions. */
  readonly width: number;
  /** Of its first 3×3 convolution, and of the projection beside it. */
  readonly strides: number;
}

/** How many channels a block gives out for each of its width. */
export function residualExpansion({ block }: Pick<ResidualWiring, "block">): number {
  return block === "bottleneck" ? 4 : 1;
}

/**
 * A residual block: y = F(x) + x, where the shapes differ y = F(x) + W x with a projection 1×1.
 *
 * Activation `after`: F is convolutions each with batch normalisation, relu between them and on the sum, and W is normalised.
 * Activation `before`: batch normalisation and relu stand before each convolution, W sees what the first of them gives, and
 * nothing follows the sum. [n, h, w, c] → [n, ⌈h/strides⌉, ⌈w/strides⌉, width · {@link residualExpansion}].
 *
 * @see He, Zhang, Ren, Sun 2016, Deep Residual Learning; He, Zhang, Ren, Sun 2016, Identity Mappings in Deep Residual Networks
 */
export function residualBlock(x: tf.SymbolicTensor, options: ResidualBlockOptions): tf.SymbolicTensor {
  const { name, activation, strides, width } = options;
  const filters = width * residualExpansion(options);
  const same = strides === 1 && x.shape.at(-1) === filters;
  const sum = tf.layers.add({ name: `${name}/sum` });
  if (activation === "after") {
    const shortcut = { name: `${name}/projection`, filters, kernelSize: 1, activated: false };
    const beside = same ? x : stack(x, [...everyOther(name, strides), ...convolutionUnit(shortcut)]);
    return stack(
      [stack(x, branch(options)), beside],
      [sum, tf.layers.activation({ activation: "relu", name: `${name}/relu` })],
    );
  }
  const activated = stack(x, activationUnit(`${name}/before1`));
  const shortcut = convolution({ name: `${name}/projection`, filters, size: 1, strides: 1 });
  const beside = same ? x : stack(activated, [...everyOther(name, strides), shortcut]);
  return stack([stack(activated, branch(options)), beside], [sum]);
}

/**
 * The places that a projection of that stride looks at.
 *
 * A convolution 1×1 of stride 2 would be the same, but its gradient writes beyond its memory in the TensorFlow library of tfjs-node.
 */
function everyOther(name: string, strides: number): readonly tf.layers.Layer[] {
  if (strides === 1) return [];
  const windows = { size: [1, 1], strides: [strides, strides], padding: [0, 0, 0, 0] } as const;
  return [new PoolMaps({ operation: "mean", ...windows, name: `${name}/projection/places` })];
}

/** Batch normalisation, then relu. */
export function activationUnit(name: string): readonly tf.layers.Layer[] {
  return [
    new BatchNormalization({ name: `${name}/norm` }),
    tf.layers.activation({ activation: "relu", name: `${name}/relu` }),
  ];
}

/** The layers of F; where activations stand before, without those before the first convolution. */
function branch({
  name,
  block,
  activation,
  width,
  strides,
  dropout = 0,
}: ResidualBlockOptions): tf.layers.Layer[] {
  const convolutions =
    block === "basic"
      ? [
          { filters: width, size: 3, strides },
          { filters: width, size: 3, strides: 1 },
        ]
      : [
          { filters: width, size: 1, strides: 1 },
          { filters: width, size: 3, strides },
          { filters: 4 * width, size: 1, strides: 1 },
        ];
  const last = convolutions.length - 1;
  return convolutions.flatMap(({ filters, size, strides: step }, i) => {
    const dropped =
      dropout > 0 && i === last ? [new Dropout({ rate: dropout, name: `${name}/dropout` })] : [];
    if (activation === "before") {
      const before = i === 0 ? [] : activationUnit(`${name}/before${i + 1}`);
      return [
        ...before,
        ...dropped,
        convolution({ name: `${name}/unit${i + 1}`, filters, size, strides: step }),
      ];
    }
    const unit = {
      name: `${name}/unit${i + 1}`,
      filters,
      kernelSize: size,
      strides: step,
      activated: i < last,
    };
    return [...dropped, ...convolutionUnit(unit)];
  });
}

function convolution({
  name,
  filters,
  size,
  strides,
}: {
  readonly name: string;
  readonly filters: number;
  readonly size: number;
  readonly strides: number;
}): tf.layers.Layer {
  return tf.layers.conv2d({
    filters,
    kernelSize: size,
    strides,
    padding: "same",
    useBias: false,
    name: `${name}/conv`,
  });
}

/** Settings of {@link residualStages}. */
export interface ResidualStagesOptions extends ResidualWiring {
  /** The prefix of its layers' names. */
  readonly name: string;
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  /** Channels of each stage's 3×3 convolutions. */
  readonly widths: readonly number[];
}

/** Stages of residual blocks; the first block of each stage but the first halves the maps. */
export function residualStages(
  x: tf.SymbolicTensor,
  { name, blocks, widths, ...wiring }: ResidualStagesOptions,
): tf.SymbolicTensor {
  let current = x;
  for (const [stage, count] of blocks.entries()) {
    for (let i = 0; i < count; i += 1) {
      current = residualBlock(current, {
        ...wiring,
        name: `${name}/stage${stage + 1}/block${i + 1}`,
        width: widths[stage] as number,
        strides: stage > 0 && i === 0 ? 2 : 1,
      });
    }
  }
  return current;
}
