import * as tf from "@tensorflow/tfjs";
import { BatchNormalization } from "../layers/batch-normalization.ts";

/** Settings of {@link convolutionUnit}. */
export interface ConvolutionUnitOptions {
  /** The prefix of its layers' names, for example `classifier/stem`. */
  readonly name: string;
  readonly filters: number;
  /** The kernel's side, or its [rows, columns]. */
  readonly kernelSize: number | [number, number];
  /** By default 1. */
  readonly strides?: number;
  /** By default true; without it the convolution has a bias. */
  readonly normalised?: boolean;
  /** Added to the variance; by default 1e-5. */
  readonly epsilon?: number;
  /** Whether a relu follows; by default true. */
  readonly activated?: boolean;
}

/** The layers of a convolution with padding `same`, batch normalisation, then relu: [n, h, w, c] → [n, ⌈h/s⌉, ⌈w/s⌉, filters]. */
export function convolutionUnit(options: ConvolutionUnitOptions): readonly tf.layers.Layer[] {
  const {
    name,
    filters,
    kernelSize,
    strides = 1,
    normalised = true,
    epsilon = 1e-5,
    activated = true,
  } = options;
  const settings = { filters, kernelSize, strides, padding: "same", useBias: !normalised } as const;
  return [
    tf.layers.conv2d({ ...settings, name: `${name}/conv` }),
    ...(normalised ? [new BatchNormalization({ epsilon, name: `${name}/norm` })] : []),
    ...(activated ? [tf.layers.activation({ activation: "relu", name: `${name}/relu` })] : []),
  ];
}
