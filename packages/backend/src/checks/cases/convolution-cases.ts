import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import {
  type ConvolutionOptions,
  referenceConv2d,
  referenceConv2dTranspose,
  referenceConv3d,
  referenceDepthwiseConv2d,
} from "../reference/convolution.ts";
import { mapElements } from "../reference/reference-array.ts";

type Four = [number, number, number, number];

interface Convolution extends ConvolutionOptions {
  readonly image: Four;
  readonly filter: Four;
}

const convolutions: readonly Convolution[] = [
  { image: [2, 5, 4, 2], filter: [3, 3, 2, 3], stride: 1, pad: "same" },
  { image: [2, 7, 6, 2], filter: [3, 2, 2, 3], stride: 2, pad: "valid" },
  { image: [2, 6, 5, 2], filter: [4, 4, 2, 2], stride: 2, pad: "same" },
  { image: [2, 6, 6, 2], filter: [3, 3, 2, 2], stride: 2, pad: 1 },
  // A kernel smaller than its stride.
  { image: [2, 6, 5, 2], filter: [1, 1, 2, 3], stride: 2, pad: "same" },
  { image: [2, 5, 6, 2], filter: [2, 2, 2, 2], stride: 3, pad: "same" },
  { image: [2, 8, 8, 1], filter: [2, 2, 1, 2], stride: 3, pad: "valid" },
];

const dilated: readonly Convolution[] = [
  { image: [2, 6, 5, 2], filter: [3, 3, 2, 2], stride: 1, pad: "same", dilation: 2 },
  { image: [2, 7, 6, 2], filter: [2, 2, 2, 2], stride: 1, pad: "valid", dilation: 3 },
];

const transposed: readonly (Convolution & { readonly result: Four })[] = [
  { image: [2, 3, 3, 3], filter: [4, 4, 2, 3], stride: 2, pad: "same", result: [2, 6, 6, 2] },
  { image: [2, 3, 2, 2], filter: [3, 3, 2, 2], stride: 2, pad: "valid", result: [2, 7, 5, 2] },
  { image: [2, 3, 4, 2], filter: [3, 3, 3, 2], stride: 1, pad: "same", result: [2, 3, 4, 3] },
];

const depthwise: readonly Convolution[] = [
  { image: [2, 5, 4, 2], filter: [3, 3, 2, 2], stride: 1, pad: "same" },
  { image: [2, 6, 7, 3], filter: [3, 2, 3, 1], stride: 2, pad: "valid" },
  { image: [2, 6, 5, 2], filter: [4, 4, 2, 1], stride: 2, pad: "same" },
  { image: [2, 5, 6, 2], filter: [2, 2, 2, 2], stride: 3, pad: "same" },
];

const dilatedDepthwise: readonly Convolution[] = [
  { image: [2, 6, 5, 2], filter: [3, 3, 2, 2], stride: 1, pad: "same", dilation: 2 },
];

function described({ image, filter, stride, pad, dilation }: Convolution): string {
  const size = `${filter[0]}×${filter[1]} on ${image[1]}×${image[2]}, stride ${stride}, ${typeof pad === "number" ? `pad ${pad}` : pad}`;
  return dilation === undefined ? size : `${size}, dilation ${dilation}`;
}

function withFilter(
  operation: string,
  convolution: Convolution,
  { run, reference }: Pick<OperationCase, "run" | "reference">,
): OperationCase {
  return {
    operation,
    variant: described(convolution),
    inputs: [caseInput(convolution.image), caseInput(convolution.filter)],
    run,
    reference,
  };
}

function conv2dCase(operation: string, convolution: Convolution): OperationCase {
  const { stride, pad, dilation = 1 } = convolution;
  return withFilter(operation, convolution, {
    run: (t, x, f) => t.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad, "NHWC", dilation),
    reference: (x, f) => referenceConv2d(x, f, convolution),
  });
}

function depthwiseCase(operation: string, convolution: Convolution): OperationCase {
  const { stride, pad, dilation = 1 } = convolution;
  return withFilter(operation, convolution, {
    run: (t, x, f) => t.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad, "NHWC", dilation),
    reference: (x, f) => referenceDepthwiseConv2d(x, f, convolution),
  });
}

/** Convolutions. */
export const convolutionCases: readonly OperationCase[] = [
  ...convolutions.map((convolution) => conv2dCase("conv2d", convolution)),
  ...dilated.map((convolution) => conv2dCase("conv2d, dilated", convolution)),
  ...transposed.map((convolution) => {
    const { stride, pad, result } = convolution;
    return withFilter("conv2dTranspose", convolution, {
      run: (t, x, f) => t.conv2dTranspose(x as tf.Tensor4D, f as tf.Tensor4D, result, stride, pad),
      reference: (x, f) => referenceConv2dTranspose(x, f, result, convolution),
    });
  }),
  ...depthwise.map((convolution) => depthwiseCase("depthwiseConv2d", convolution)),
  ...dilatedDepthwise.map((convolution) => depthwiseCase("depthwiseConv2d, dilated", convolution)),
  {
    operation: "separableConv2d",
    variant: "",
    inputs: [caseInput([2, 4, 5, 2]), caseInput([3, 3, 2, 2]), caseInput([1, 1, 4, 3])],
    run: (t, x, f, p) => t.separableConv2d(x as tf.Tensor4D, f as tf.Tensor4D, p as tf.Tensor4D, 1, "same"),
    reference: (x, f, p) =>
      referenceConv2d(referenceDepthwiseConv2d(x, f, { stride: 1, pad: "same" }), p, {
        stride: 1,
        pad: "valid",
      }),
  },
  {
    operation: "fused.conv2d",
    variant: "3×3 on 5×8, stride 4, same, relu",
    inputs: [caseInput([2, 5, 8, 2]), caseInput([3, 3, 2, 3])],
    run: (t, x, f) =>
      t.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: f as tf.Tensor4D,
        strides: 4,
        pad: "same",
        activation: "relu",
      }),
    reference: (x, f) =>
      mapElements(referenceConv2d(x, f, { stride: 4, pad: "same" }), (value) => Math.max(value, 0)),
  },
  {
    operation: "fused.depthwiseConv2d",
    variant: "2×2 on 5×6, stride 3, same, relu",
    inputs: [caseInput([2, 5, 6, 2]), caseInput([2, 2, 2, 2])],
    run: (t, x, f) =>
      t.fused.depthwiseConv2d({
        x: x as tf.Tensor4D,
        filter: f as tf.Tensor4D,
        strides: 3,
        pad: "same",
        activation: "relu",
      }),
    reference: (x, f) =>
      mapElements(referenceDepthwiseConv2d(x, f, { stride: 3, pad: "same" }), (value) => Math.max(value, 0)),
  },
  {
    operation: "conv1d",
    variant: "3 on 7, stride 2, same",
    inputs: [caseInput([2, 7, 2]), caseInput([3, 2, 3])],
    run: (t, x, f) => t.conv1d(x as tf.Tensor3D, f as tf.Tensor3D, 2, "same"),
    reference: (x, f) => {
      // The height of one is padded by nothing when the filter's is one.
      const image = { shape: [2, 7, 1, 2], data: x.data };
      const { shape, data } = referenceConv2d(
        image,
        { shape: [3, 1, 2, 3], data: f.data },
        { stride: 2, pad: "same" },
      );
      return { shape: [shape[0] as number, shape[1] as number, 3], data };
    },
  },
  ...[
    { stride: 1, pad: "same" as const },
    { stride: 2, pad: "valid" as const },
  ].map(
    (options): OperationCase => ({
      operation: "conv3d",
      variant: `2×3×2 on 4×5×4, stride ${options.stride}, ${options.pad}`,
      inputs: [caseInput([2, 4, 5, 4, 2]), caseInput([2, 3, 2, 2, 2])],
      run: (t, x, f) => t.conv3d(x as tf.Tensor5D, f as tf.Tensor5D, options.stride, options.pad),
      reference: (x, f) => referenceConv3d(x, f, options),
    }),
  ),
];
