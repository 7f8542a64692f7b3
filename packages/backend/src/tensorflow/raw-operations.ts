import type * as tf from "@tensorflow/tfjs";
import type { Attribute, TensorFlowBackend, TensorOutput } from "./tensor-flow-backend.ts";

type AttributeType = "bool" | "float" | "int" | "shape" | "string" | "type";

/** What an operation needs to know of a tensor. */
export type Operand = Pick<tf.Tensor, "dataId" | "shape">;

/**
 * TensorFlow's own operations, on tfjs-node: far more than tfjs has kernels for, each in one call.
 *
 * Attributes with their default value, and types that TensorFlow sees in the inputs, are best left out: each takes an eighth
 * as long as a small operation.
 */
export interface RawOperations {
  attribute(type: AttributeType, name: string, value: unknown): Attribute;
  /** The attribute of that name for float32. */
  floats(name: string): Attribute;
  /** The tensor in the shape its data are kept in when rows of that length are in it anyway, else in the shape given. */
  storedLike(tensor: tf.Tensor, shape: number[]): Operand;
  /** Runs an operation with one output, for a kernel that gives it on; unless its shape is said, it has TensorFlow's. */
  compute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Operand[],
    shape?: number[],
  ): tf.TensorInfo;
  /** Disposes of what {@link compute} gave. */
  drop(info: tf.TensorInfo): void;
  /** Runs an operation; the tensors it gives belong to the current `tidy`. */
  run(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Operand[],
    outputs?: number,
  ): tf.Tensor[];
  /**
   * Gives TensorFlow's tensor back now where this is the only tensor that shows it. Nothing but disposing of it may come next.
   */
  release(tensor: Pick<tf.Tensor, "dataId">): void;
}

const known = new WeakMap<object, RawOperations>();

/** TensorFlow's operations when the current backend is tfjs-node, else null. */
export function rawOperations(tensorflow: typeof tf): RawOperations | null {
  if (tensorflow.getBackend() !== "tensorflow") return null;
  const backend = tensorflow.backend() as unknown as TensorFlowBackend;
  const before = known.get(backend);
  if (before !== undefined) return before;
  const { binding } = backend;
  const constants = binding as unknown as Readonly<Record<string, number>>;
  const attribute: RawOperations["attribute"] = (type, name, value) => ({
    name,
    type: constants[`TF_ATTR_${type.toUpperCase()}`] as number,
    value,
  });
  const raw: RawOperations = {
    attribute,
    floats: (name) => attribute("type", name, binding.TF_FLOAT),
    storedLike({ dataId }, shape) {
      const stored = backend.tensorMap.get(dataId).shape;
      const alike = stored.length >= 2 && stored.at(-1) === shape.at(-1);
      return { dataId, shape: alike ? stored : shape };
    },
    compute(name, attributes, inputs, shape) {
      const ids = backend.getInputTensorIds(inputs);
      const [{ id, shape: stored, dtype }] = binding.executeOp(name, attributes, ids, 1) as [TensorOutput];
      const dataId = {};
      backend.tensorMap.set(dataId, { id, shape: stored, dtype, values: null, refCount: 1 });
      return { dataId, shape: shape ?? stored, dtype: "float32" };
    },
    drop: ({ dataId }) => void backend.disposeData(dataId),
    run: (name, attributes, inputs, outputs = 1) =>
      backend.executeMultipleOutputs(name, attributes, inputs, outputs),
    release({ dataId }) {
      const stored = backend.tensorMap.get(dataId);
      if (stored.refCount !== 1 || stored.id < 0) return;
      binding.deleteTensor(stored.id);
      stored.id = -1;
    },
  };
  known.set(backend, raw);
  return raw;
}
