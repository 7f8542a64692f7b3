import * as tf from "@tensorflow/tfjs";
import { Convolution } from "../../layers/convolution.ts";
import { convolvedSide, transposedSide } from "../../layers/convolution-sides.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { permuted } from "../graph/permute.ts";
import type { PlannedWeight } from "../graph/plan.ts";
import type { ConstantValue } from "../graph/value.ts";
import { modulated } from "./modulated.ts";
import {
  type SpatialInput,
  type SpatialWindow,
  spatialInput,
  spatialOutput,
  spatialWindow,
} from "./spatial.ts";
import type { Translation, Translations } from "./translation.ts";
import { type TransposedWindow, transposedWindow } from "./transposed-window.ts";

function biasOf(context: NodeContext, filters: number): PlannedWeight[] {
  if (!context.has(2)) return [];
  const bias = context.constant(2);
  if (!bias) throw context.refused("its bias is computed from the latents.");
  if (bias.data.length !== filters) {
    throw context.damaged(`expected a bias of ${filters} numbers, received ${bias.data.length}.`);
  }
  return [{ name: "bias", data: bias.data, shape: [filters] }];
}

/** ONNX's kernel [a, b, rows, columns] with the axes in another order; a kernel of one axis has one row. */
function kernelOf(constant: ConstantValue, flat: boolean, axes: readonly number[]): PlannedWeight {
  const shape = flat ? [...constant.shape.slice(0, 2), 1, ...constant.shape.slice(2)] : constant.shape;
  return {
    name: "kernel",
    data: permuted(constant.data, shape, axes),
    shape: axes.map((axis) => shape[axis] as number),
  };
}

function assertKernel(context: NodeContext, kernel: ConstantValue, input: SpatialInput): void {
  const stated = context.ints("kernel_shape");
  const fits = stated === undefined || stated.join() === kernel.shape.slice(2).join();
  if (kernel.shape.length === input.value.shape.length && fits) return;
  if (!fits) throw context.damaged(`states a kernel of [${stated}], received one of [${kernel.shape}].`);
  throw context.damaged(`expected a kernel of ${input.value.shape.length} axes, received [${kernel.shape}].`);
}

const even = (a: number, b: number) => a === b;

/** True where TensorFlow.js's own `same` pads exactly like this. */
function isSame({ padding, kernel, strides }: SpatialWindow, sides: readonly [number, number]): boolean {
  return ([0, 1] as const).every((axis) => {
    const total = Math.max(
      (Math.ceil(sides[axis] / strides[axis]) - 1) * strides[axis] + kernel[axis] - sides[axis],
      0,
    );
    const before = Math.floor(total / 2);
    return even(padding[2 * axis] as number, before) && even(padding[2 * axis + 1] as number, total - before);
  });
}

const convolution: Translation = (context) => {
  const kernel = context.constant(1);
  if (!kernel) return modulated(context, false);
  const input = spatialInput(context);
  assertKernel(context, kernel, input);
  const window = spatialWindow(context, input, context.ints("kernel_shape") ?? kernel.shape.slice(2));
  const groups = context.int("group", 1);
  const filters = kernel.shape[0] as number;
  if ((kernel.shape[1] as number) * groups !== input.channels || filters % groups !== 0) {
    throw context.damaged(
      `expected a kernel for ${input.channels} channels in ${groups} groups, received [${kernel.shape}].`,
    );
  }
  const { strides, dilations, padding, kernel: size } = window;
  const sides = ([0, 1] as const).map((axis) =>
    convolvedSide(input.sides[axis], {
      kernel: size[axis],
      stride: strides[axis],
      dilation: dilations[axis],
      padding: [padding[2 * axis] as number, padding[2 * axis + 1] as number],
    }),
  ) as [number, number];
  const bias = biasOf(context, filters);
  const plainWindow = groups === 1 && dilations.every((step) => step === 1);
  const keras =
    plainWindow && padding.every((amount) => amount === 0)
      ? "valid"
      : plainWindow && isSame(window, input.sides)
        ? "same"
        : undefined;
  const plan = context.layer({
    make: (name) =>
      keras
        ? tf.layers.conv2d({
            name,
            filters,
            kernelSize: [...size],
            strides: [...strides],
            padding: keras,
            useBias: bias.length > 0,
          })
        : new Convolution({
            name,
            filters,
            size,
            strides,
            dilations,
            padding,
            groups,
            bias: bias.length > 0,
          }),
    inputs: [input.plan],
    weights: [kernelOf(kernel, input.flat, [2, 3, 1, 0]), ...bias],
    shape: [input.batch, ...sides, filters],
  });
  return spatialOutput(context, input, { plan, sides, channels: filters });
};

/** True where TensorFlow.js's own layer gives exactly these sides. */
function kerasTransposed({
  kernel,
  strides,
  padding,
  extra,
}: TransposedWindow): "valid" | "same" | undefined {
  const axes = [0, 1] as const;
  if (extra.some((amount) => amount !== 0)) return undefined;
  if (axes.some((axis) => kernel[axis] < strides[axis])) return undefined;
  if (padding.every((amount) => amount === 0)) return "valid";
  const same = axes.every((axis) => {
    const total = kernel[axis] - strides[axis];
    const before = Math.floor(total / 2);
    return padding[2 * axis] === before && padding[2 * axis + 1] === total - before;
  });
  return same ? "same" : undefined;
}

const transposed: Translation = (context) => {
  const kernel = context.constant(1);
  if (!kernel) return modulated(context, true);
  const input = spatialInput(context);
  assertKernel(context, kernel, input);
  const window = transposedWindow(context, input, kernel.shape);
  const groups = context.int("group", 1);
  if (kernel.shape[0] !== input.channels || groups < 1 || input.channels % groups !== 0) {
    throw context.damaged(
      `expected a kernel for ${input.channels} channels in ${groups} groups, received [${kernel.shape}].`,
    );
  }
  const filters = (kernel.shape[1] as number) * groups;
  const { strides, dilations, padding, kernel: size, extra } = window;
  const sides = ([0, 1] as const).map((axis) =>
    transposedSide(input.sides[axis], {
      kernel: size[axis],
      stride: strides[axis],
      dilation: dilations[axis],
      padding: [padding[2 * axis] as number, padding[2 * axis + 1] as number],
      extra: extra[axis],
    }),
  ) as [number, number];
  const bias = biasOf(context, filters);
  const keras = groups === 1 && dilations.every((step) => step === 1) ? kerasTransposed(window) : undefined;
  const useBias = bias.length > 0;
  const plan = context.layer({
    make: (name) =>
      keras
        ? tf.layers.conv2dTranspose({
            name,
            filters,
            kernelSize: [...size],
            strides: [...strides],
            padding: keras,
            useBias,
          })
        : new Convolution({
            name,
            filters,
            size,
            strides,
            dilations,
            padding,
            groups,
            extra,
            transposed: true,
            bias: useBias,
          }),
    inputs: [input.plan],
    weights: [kernelOf(kernel, input.flat, [2, 3, 1, 0]), ...bias],
    shape: [input.batch, ...sides, filters],
  });
  return spatialOutput(context, input, { plan, sides, channels: filters });
};

/** Convolutions; a kernel that is computed in the network makes a modulated one. */
export const convolutions: Translations = { Conv: convolution, ConvTranspose: transposed };
