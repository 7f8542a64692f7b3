import { convolvedSide, transposedSide } from "../../layers/convolution-sides.ts";
import { ModulatedConvolution } from "../../layers/modulated-convolution.ts";
import { arranged } from "../graph/arrange.ts";
import { type Dim, isOpen } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue } from "../graph/value.ts";
import { combinedBias } from "./combined-bias.ts";
import { spatialInput, spatialOutput, spatialWindow } from "./spatial.ts";
import { transposedWindow } from "./transposed-window.ts";

function reshaped(context: NodeContext, value: CarriedValue, shape: readonly Dim[]): CarriedValue {
  const result = reshapedValue(context.builder, value, { shape, origin: context.origin });
  if (!result) throw context.refused("its kernel and its input belong to different numbers of samples.");
  return result;
}

/**
 * A convolution whose kernel is computed in the network. Samples with kernels of their own come as groups: the input is
 * [1, samples · channels, h, w], the kernel [samples · filters, channels, rows, columns].
 */
export function modulated(context: NodeContext, isTransposed: boolean): CarriedValue {
  const fixed = context.value(0).kind === "carried" ? undefined : context.constant(0);
  const kernel = context.carried(1);
  // A first map that is the same for all samples, in a file for a batch of one: each sample gets a copy.
  const isCopied =
    fixed && fixed.shape[0] === 1 && context.fixedBatch === 1 && isOpen(kernel.shape[0] as Dim);
  const given = isCopied ? context.builder.constant(context.origin, fixed, 1) : context.carried(0);
  if (kernel.shape.length !== 4 || given.shape.length !== 4) {
    throw context.refused(
      "expected maps and a kernel of four axes where the kernel is computed in the network.",
    );
  }
  const [first, second, ...taps] = kernel.shape as [Dim, Dim, ...Dim[]];
  const groups = context.int("group", 1);
  const [rows, columns] = taps as [number, number];
  if (typeof second !== "number" || !Number.isInteger(rows) || !Number.isInteger(columns)) {
    throw context.refused("its kernel's shape depends on the batch.");
  }
  // One group for each sample, or one kernel for all.
  const perSample = isOpen(first) || groups > 1;
  const samples: Dim = isOpen(first) ? { batch: 1 } : groups;
  const each = isOpen(first) ? first.batch : (first as number) / groups;
  const channels = isTransposed ? each : second;
  const filters = isTransposed ? second : each;
  if (!Number.isInteger(each)) throw context.damaged(`expected a kernel for ${groups} groups.`);
  const [batch, , height, width] = given.shape as [Dim, Dim, Dim, Dim];
  const isGrouped = perSample && batch === 1;
  if (perSample && !isGrouped && !isOpen(batch)) {
    throw context.refused("is grouped, and its kernel is computed in the network.");
  }
  const maps = isGrouped ? reshaped(context, given, [samples, channels, height, width]) : given;
  const input = spatialInput(context, maps);
  if (input.channels !== channels) {
    throw context.damaged(`expected a kernel for ${input.channels} channels, received one for ${channels}.`);
  }
  const shape = [isTransposed ? channels : filters, second, rows, columns];
  const own = perSample ? reshaped(context, kernel, [samples, ...shape]) : kernel;
  const order = perSample ? [0, 3, 4, 2, 1] : [2, 3, 1, 0];
  const laid = arranged(context.builder, own, { axes: order, origin: context.origin });
  const window = isTransposed
    ? transposedWindow(context, input, [channels, second, rows, columns])
    : { ...spatialWindow(context, input, [rows, columns]), extra: [0, 0] as [number, number] };
  const { strides, dilations, padding, kernel: size, extra } = window;
  const sides = ([0, 1] as const).map((axis) => {
    const of = {
      kernel: size[axis],
      stride: strides[axis],
      dilation: dilations[axis],
      padding: [padding[2 * axis] as number, padding[2 * axis + 1] as number] as const,
    };
    return isTransposed
      ? transposedSide(input.sides[axis], { ...of, extra: extra[axis] })
      : convolvedSide(input.sides[axis], of);
  }) as [number, number];
  const hasBias = context.has(2);
  const plan = context.layer({
    part: hasBias ? "product" : undefined,
    make: (name) =>
      new ModulatedConvolution({
        name,
        filters,
        size,
        strides,
        dilations,
        padding,
        extra,
        transposed: isTransposed,
        perSample,
      }),
    inputs: [input.plan, laid.plan],
    shape: [input.batch, ...sides, filters],
    depth: rows * columns * channels,
  });
  const result = spatialOutput(context, input, { plan, sides, channels: filters });
  const output: CarriedValue = isGrouped
    ? reshaped(context, result, [1, isOpen(samples) ? { batch: filters } : samples * filters, ...sides])
    : result;
  return hasBias ? combinedBias(context, output) : output;
}
