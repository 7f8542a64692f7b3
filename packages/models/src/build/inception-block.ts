import * as tf from "@tensorflow/tfjs";
import { PoolMaps } from "../layers/pool-maps.ts";
import { convolutionUnit } from "./convolution-unit.ts";
import { stack } from "./stack.ts";

/** A convolution of a branch: its channels, its kernel [rows, columns], its stride, which is 1 unless given. */
type BranchUnit = readonly [filters: number, kernelSize: readonly [number, number], strides?: number];

/** Where a block stands, and how wide it is. */
export interface InceptionBlockOptions {
  /** The prefix of its layers' names. */
  readonly name: string;
  /** Channels of each of its widest convolutions; 64, 192 and 320 at the three sides of the paper's network. */
  readonly width: number;
}

/**
 * A block of branches with factorised convolutions 3×3: 1×1 | 1×1, 3×3 | 1×1, 3×3, 3×3 | mean pool, 1×1.
 *
 * [n, h, w, c] → [n, h, w, 4 · width]
 *
 * @see Szegedy et al. 2016, figure 5
 */
export function factorisedBlock(
  x: tf.SymbolicTensor,
  { name, width }: InceptionBlockOptions,
): tf.SymbolicTensor {
  const narrow = Math.ceil(width / 2);
  return joined(name, [
    branch(x, `${name}/single`, [[width, [1, 1]]]),
    branch(x, `${name}/three`, [
      [narrow, [1, 1]],
      [width, [3, 3]],
    ]),
    branch(x, `${name}/five`, [
      [narrow, [1, 1]],
      [width, [3, 3]],
      [width, [3, 3]],
    ]),
    pooledBranch(x, { name: `${name}/pooled`, width }),
  ]);
}

/**
 * A block whose convolutions n×n are 1×n and n×1: 1×1 | 1×1, 1×n, n×1 | 1×1, n×1, 1×n, n×1, 1×n | mean pool, 1×1.
 *
 * [n, h, w, c] → [n, h, w, 4 · width]
 *
 * @see Szegedy et al. 2016, figure 6
 */
export function asymmetricBlock(
  x: tf.SymbolicTensor,
  { name, width, kernel: n }: InceptionBlockOptions & { readonly kernel: number },
): tf.SymbolicTensor {
  const narrow = Math.ceil(width / 2);
  return joined(name, [
    branch(x, `${name}/single`, [[width, [1, 1]]]),
    branch(x, `${name}/once`, [
      [narrow, [1, 1]],
      [narrow, [1, n]],
      [width, [n, 1]],
    ]),
    branch(x, `${name}/twice`, [
      [narrow, [1, 1]],
      [narrow, [n, 1]],
      [narrow, [1, n]],
      [narrow, [n, 1]],
      [width, [1, n]],
    ]),
    pooledBranch(x, { name: `${name}/pooled`, width }),
  ]);
}

/**
 * A block for the smallest maps, whose last convolutions 1×3 and 3×1 stand beside each other: 1×1 | 1×1, (1×3, 3×1) | 1×1, 3×3,
 * (1×3, 3×1) | mean pool, 1×1.
 *
 * [n, h, w, c] → [n, h, w, 6 · width]
 *
 * @see Szegedy et al. 2016, figure 7
 */
export function expandedBlock(
  x: tf.SymbolicTensor,
  { name, width }: InceptionBlockOptions,
): tf.SymbolicTensor {
  const both = (from: tf.SymbolicTensor, label: string) => [
    branch(from, `${label}/rows`, [[width, [1, 3]]]),
    branch(from, `${label}/columns`, [[width, [3, 1]]]),
  ];
  return joined(name, [
    branch(x, `${name}/single`, [[width, [1, 1]]]),
    ...both(branch(x, `${name}/three`, [[width, [1, 1]]]), `${name}/three`),
    ...both(
      branch(x, `${name}/five`, [
        [width, [1, 1]],
        [width, [3, 3]],
      ]),
      `${name}/five`,
    ),
    pooledBranch(x, { name: `${name}/pooled`, width }),
  ]);
}

/**
 * A grid reduction, which halves maps without a bottleneck: 1×1, 3×3, 3×3 of stride 2 | 1×1, 3×3 of stride 2 | maximum pool of
 * stride 2.
 *
 * [n, h, w, c] → [n, ⌈h/2⌉, ⌈w/2⌉, c + 2 · width]
 *
 * @see Szegedy et al. 2016, figure 10
 */
export function gridReduction(
  x: tf.SymbolicTensor,
  { name, width }: InceptionBlockOptions,
): tf.SymbolicTensor {
  const narrow = Math.ceil(width / 2);
  // As padding `same` at stride 2: one row behind an even side, one on both ends of an odd one.
  const before = (side: number) => side % 2;
  const [height, columns] = [x.shape[1], x.shape[2]] as [number, number];
  const pool = new PoolMaps({
    operation: "max",
    size: [3, 3],
    strides: [2, 2],
    padding: [before(height), 1, before(columns), 1],
    name: `${name}/pool`,
  });
  return joined(name, [
    branch(x, `${name}/five`, [
      [narrow, [1, 1]],
      [width, [3, 3]],
      [width, [3, 3], 2],
    ]),
    branch(x, `${name}/three`, [
      [narrow, [1, 1]],
      [width, [3, 3], 2],
    ]),
    stack(x, [pool]),
  ]);
}

function branch(x: tf.SymbolicTensor, name: string, units: readonly BranchUnit[]): tf.SymbolicTensor {
  const layers = units.flatMap(([filters, [rows, columns], strides = 1], i) =>
    convolutionUnit({
      name: `${name}/unit${i + 1}`,
      filters,
      kernelSize: [rows, columns],
      strides,
      epsilon: 1e-3,
    }),
  );
  return stack(x, layers);
}

function pooledBranch(x: tf.SymbolicTensor, { name, width }: InceptionBlockOptions): tf.SymbolicTensor {
  const windows = { size: [3, 3], strides: [1, 1], padding: [1, 1, 1, 1] } as const;
  const pool = new PoolMaps({ operation: "mean", ...windows, name: `${name}/pool` });
  return branch(stack(x, [pool]), name, [[width, [1, 1]]]);
}

function joined(name: string, branches: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  return stack([...branches], [tf.layers.concatenate({ name: `${name}/joined` })]);
}
