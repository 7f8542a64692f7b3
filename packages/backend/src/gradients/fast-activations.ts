import type * as tf from "@tensorflow/tfjs";
import type { NativeFunctions, Gradient as NativeGradient } from "../native/native-functions.ts";
import { nativeKernels } from "../native/native-kernels.ts";
import { rawOperations } from "../tensorflow/raw-operations.ts";
import type { Gradient } from "./gradient.ts";
import { isDifferentiated } from "./is-differentiated.ts";

type NativeName = {
  [K in keyof NativeFunctions]: NativeFunctions[K] extends NativeGradient ? K : never;
}[keyof NativeFunctions];

/** The gradient of one activation by our own kernels on wasm and by one of TensorFlow's operations on tfjs-node. */
interface FastActivation {
  readonly kernelName: string;
  readonly native?: NativeName;
  /** TensorFlow's operation, and whether it takes the saved value before what comes from above. */
  readonly raw: readonly [name: string, order: "saved first" | "saved last"];
}

const activations: readonly FastActivation[] = [
  { kernelName: "Relu", native: "reluGradients", raw: ["ReluGrad", "saved last"] },
  { kernelName: "LeakyRelu", native: "leakyReluGradients", raw: ["LeakyReluGrad", "saved last"] },
  { kernelName: "Tanh", native: "tanhGradients", raw: ["TanhGrad", "saved first"] },
  { kernelName: "Sigmoid", native: "sigmoidGradients", raw: ["SigmoidGrad", "saved first"] },
  { kernelName: "Softplus", raw: ["SoftplusGrad", "saved last"] },
];

/**
 * The gradients of activations in one pass on wasm and tfjs-node. Stock takes several: relu casts a step and multiplies,
 * leakyRelu compares, multiplies and selects. Elsewhere, and where the gradient is itself differentiated, stock's formula
 * of differentiable operations stays.
 */
export const fastActivations: readonly Gradient[] = activations.map(fastActivation);

function fastActivation({ kernelName, native, raw }: FastActivation): Gradient {
  return {
    kernelName,
    create(tensorflow) {
      const stock = tensorflow.getGradient(kernelName);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap) => {
        const [value] = saved as [tf.Tensor];
        const floats = value.dtype === "float32" && dy.dtype === "float32";
        if (floats && !isDifferentiated(tensorflow)) {
          const alpha = (attributes as { readonly alpha?: number } | undefined)?.alpha;
          const onePass =
            (native && nativeGradient(tensorflow, native, { value, dy, alpha: alpha ?? 0 })) ??
            rawGradient(tensorflow, raw, { value, dy, alpha });
          if (onePass !== null) return { x: onePass };
        }
        return stock.gradFunc(dy, saved, attributes);
      };
      return { ...stock, gradFunc: gradFunc as unknown as tf.GradFunc };
    },
  };
}

interface Activated {
  readonly value: tf.Tensor;
  readonly dy: tf.Tensor;
  readonly alpha: number | undefined;
}

function nativeGradient(
  tensorflow: typeof tf,
  name: NativeName,
  { value, dy, alpha }: Activated,
): (() => tf.Tensor) | null {
  const native = nativeKernels(tensorflow);
  if (native === null) return null;
  return () => {
    const output = native.output(value.shape, "float32");
    const [from, change, to] = [value, dy, output].map(native.pointer) as [number, number, number];
    (native.functions[name] as NativeGradient)(from, change, to, value.size, alpha ?? 0);
    return tensorflow.engine().makeTensorFromTensorInfo(output);
  };
}

function rawGradient(
  tensorflow: typeof tf,
  [name, order]: FastActivation["raw"],
  { value, dy, alpha }: Activated,
): (() => tf.Tensor) | null {
  const operations = rawOperations(tensorflow);
  if (operations === null) return null;
  const attributes = alpha === undefined ? [] : [operations.attribute("float", "alpha", alpha)];
  return () =>
    operations.run(name, attributes, order === "saved first" ? [value, dy] : [dy, value])[0] as tf.Tensor;
}
