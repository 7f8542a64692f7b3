import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

type Shape = [number, number, number, number];

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  /** Of a pooling. */
  readonly filterSize?: [number, number] | number;
  /** Of a gradient with respect to the filter. */
  readonly filterShape?: Shape;
  /** Of a gradient with respect to the image. */
  readonly inputShape?: Shape;
}

interface Rule {
  readonly name: string;
  /** Which input is the image; none for a gradient with respect to it. */
  readonly image?: "x" | "input";
  readonly depthwise?: boolean;
  /** What the padding holds: 0 unless told otherwise. */
  readonly fill?: number;
  /** The result is an image whose margins are cut off. */
  readonly cut?: boolean;
  /** The mean is over elements of the image only. */
  readonly mean?: boolean;
}

/** Below every image, and finite. */
const lowest = -3.4e38;

const rules: readonly Rule[] = [
  { name: "Conv2D", image: "x" },
  { name: "FusedConv2D", image: "x" },
  { name: "Conv2DBackpropInput", cut: true },
  { name: "Conv2DBackpropFilter", image: "x" },
  { name: "DepthwiseConv2dNative", image: "x", depthwise: true },
  { name: "FusedDepthwiseConv2D", image: "x", depthwise: true },
  { name: "DepthwiseConv2dNativeBackpropInput", depthwise: true, cut: true },
  { name: "DepthwiseConv2dNativeBackpropFilter", image: "x", depthwise: true },
  { name: "MaxPool", image: "x", fill: lowest },
  { name: "MaxPoolGrad", image: "input", fill: lowest, cut: true },
  { name: "AvgPool", image: "x", mean: true },
];

/** Padding by numbers, made beforehand: tfjs-node knows the words `same` and `valid` only. */
export const numericPadding: readonly WasmKernel[] = rules.map((rule) => ({
  name: rule.name,
  create(tensorflow, stock) {
    const run = (args: object) => (stock as tf.KernelFunc)(args as Parameters<tf.KernelFunc>[0]) as tf.Tensor;
    const kernel = (args: KernelArguments<string, Attributes>) => {
      const { inputs, attrs } = args;
      if (attrs.pad === "same" || attrs.pad === "valid") return run(args);
      const image = rule.image === undefined ? undefined : inputs[rule.image];
      const shape = (image?.shape ?? attrs.inputShape) as Shape;
      const info = geometry(tensorflow, shape, inputs.filter?.shape as Shape | undefined, rule, attrs);
      const { top, bottom, left, right } = info.padInfo;
      const margins: [number, number][] = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      const [batch, height, width, channels] = shape;
      return tensorflow.tidy(() => {
        const padded =
          image === undefined ? {} : { [rule.image as string]: tensorflow.pad(image, margins, rule.fill) };
        const inputShape = [batch, height + top + bottom, width + left + right, channels];
        const result = run({
          ...args,
          inputs: { ...inputs, ...padded },
          attrs: { ...attrs, pad: "valid", ...(attrs.inputShape === undefined ? {} : { inputShape }) },
        });
        if (rule.cut) return tensorflow.slice(result, [0, top, left, 0], shape);
        if (!rule.mean) return result;
        const inside = tensorflow.pad(tensorflow.ones([1, height, width, 1]), margins);
        const share = run({ ...args, inputs: { x: inside }, attrs: { ...attrs, pad: "valid" } });
        return tensorflow.div(result, share);
      });
    };
    return kernel as unknown as tf.KernelFunc;
  },
}));

function geometry(
  tensorflow: typeof tf,
  shape: Shape,
  filter: Shape | undefined,
  { depthwise = false }: Rule,
  { strides, pad, dilations, dimRoundingMode, filterSize, filterShape }: Attributes,
) {
  const { computeConv2DInfo, computePool2DInfo } = tensorflow.backend_util;
  return filterSize === undefined
    ? computeConv2DInfo(
        shape,
        (filter ?? filterShape) as Shape,
        strides,
        dilations ?? 1,
        pad,
        dimRoundingMode,
        depthwise,
      )
    : computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}
