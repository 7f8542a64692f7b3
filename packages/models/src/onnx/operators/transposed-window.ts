import type { NodeContext } from "../graph/node-context.ts";
import { type SpatialInput, type SpatialWindow, spatialWindow } from "./spatial.ts";

/** The window of a transposed convolution, with what is added behind. */
export interface TransposedWindow extends SpatialWindow {
  readonly extra: readonly [number, number];
}

/** What a transposed convolution takes away on each side, and adds behind. */
export function transposedWindow(
  context: NodeContext,
  input: SpatialInput,
  kernel: readonly number[],
): TransposedWindow {
  const { flat } = input;
  const two = (numbers: readonly number[] | undefined): [number, number] =>
    numbers === undefined ? [0, 0] : flat ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
  const given = two(context.ints("output_padding"));
  if (given.some((amount) => !(amount >= 0 && amount <= 65_536)))
    throw context.damaged("its output_padding is negative.");
  const automatic = context.text("auto_pad", "NOTSET");
  const window = spatialWindow(context, input, context.ints("kernel_shape") ?? kernel.slice(2));
  const wanted = context.ints("output_shape");
  const same = automatic.startsWith("SAME");
  if (!same && !wanted) return { ...window, extra: given };
  // The padding follows from the sides: what is too much is taken away, the larger half where auto_pad says.
  const sides = wanted
    ? two(wanted.slice(-(flat ? 1 : 2)))
    : (([0, 1] as const).map((axis) => input.sides[axis] * window.strides[axis]) as [number, number]);
  if (flat) sides[0] = 1;
  const extra: [number, number] = [...given];
  const padding = ([0, 1] as const).flatMap((axis) => {
    const full =
      window.strides[axis] * (input.sides[axis] - 1) +
      given[axis] +
      (window.kernel[axis] - 1) * window.dilations[axis] +
      1;
    const total = full - (sides[axis] as number);
    if (total < 0) extra[axis] += -total;
    const amount = Math.max(total, 0);
    const less = Math.floor(amount / 2);
    return automatic === "SAME_UPPER" ? [less, amount - less] : [amount - less, less];
  }) as [number, number, number, number];
  return { ...window, padding, extra };
}
