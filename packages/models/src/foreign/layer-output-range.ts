import * as tf from "@tensorflow/tfjs";

/** Bounds of values. */
export type Range = readonly [minimum: number, maximum: number];

/** Bounds of what an activation function gives out, by the name that TensorFlow.js stores. */
const ranges: Readonly<Record<string, Range>> = {
  tanh: [-1, 1],
  softsign: [-1, 1],
  sigmoid: [0, 1],
  hard_sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  relu6: [0, 6],
};

/** Layers that give out values that came in, or values between them, when a model is not being trained. */
const passing: ReadonlySet<string> = new Set([
  "Reshape",
  "Flatten",
  "Permute",
  "RepeatVector",
  "Cropping2D",
  "UpSampling2D",
  "MaxPooling2D",
  "Dropout",
  "SpatialDropout1D",
  "GaussianNoise",
  "GaussianDropout",
  "GanlensDropout",
]);

/**
 * The bounds of a model's output, read back from its last layers: tanh gives [−1, 1], sigmoid [0, 1].
 *
 * @returns `undefined` where the last layers do not bound it
 */
export function layerOutputRange(output: tf.SymbolicTensor): Range | undefined {
  let tensor = output;
  // A chain of layers ends at an input; the count only guards against layers of others that do not keep to that.
  for (let steps = 0; steps < 10_000; steps++) {
    const layer = tensor.sourceLayer;
    if (layer instanceof tf.LayersModel) {
      const inner = layer.outputs[tensor.outputTensorIndex ?? 0];
      return inner && layerOutputRange(inner);
    }
    const className = layer.getClassName();
    const { activation, scale, offset } = layer.getConfig();
    if (className === "Softmax") return [0, 1];
    const before = layer.inboundNodes[tensor.nodeIndex]?.inputTensors;
    const only = before?.length === 1 ? (before[0] as tf.SymbolicTensor) : undefined;
    if (className === "Rescaling" && only && typeof scale === "number" && typeof offset === "number") {
      return scaled(layerOutputRange(only), scale, offset);
    }
    const through = passing.has(className) || (className === "Activation" && activation === "linear");
    if (!through) return typeof activation === "string" ? ranges[activation] : undefined;
    if (only === undefined) return undefined;
    tensor = only;
  }
  return undefined;
}

/** The bounds of scale · x + offset. */
export function scaled(range: Range | undefined, scale: number, offset: number): Range | undefined {
  if (range === undefined) return undefined;
  const [a, b] = [range[0] * scale + offset, range[1] * scale + offset];
  return [Math.min(a, b), Math.max(a, b)];
}
