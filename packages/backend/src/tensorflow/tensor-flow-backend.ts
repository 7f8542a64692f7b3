import type * as tf from "@tensorflow/tfjs";

/** An attribute of one of TensorFlow's operations, in the form that its binding takes. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** A tensor of TensorFlow's, as an operation gives it. */
export interface TensorOutput {
  readonly id: number;
  readonly shape: number[];
  /** TensorFlow's number for the type. */
  readonly dtype: number;
}

/** What a tensor's data are on tfjs-node: a tensor of TensorFlow's, by number; −1 where there is none. */
export interface StoredTensor extends Omit<TensorOutput, "id"> {
  id: number;
  /** What TensorFlow does not have yet. */
  readonly values: unknown;
  readonly refCount: number;
}

/** The parts of tfjs-node's backend that we use or replace. */
export interface TensorFlowBackend {
  readonly binding: {
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
    readonly TF_ATTR_TYPE: number;
    createTensor(shape: readonly number[], dtype: number, values: Int32Array): number;
    deleteTensor(id: number): void;
    executeOp(
      name: string,
      attributes: readonly Attribute[],
      inputs: readonly number[],
      outputs: number,
    ): readonly TensorOutput[];
  };
  readonly tensorMap: {
    get(dataId: object): StoredTensor;
    set(dataId: object, stored: StoredTensor): void;
    has(dataId: object): boolean;
  };
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Pick<tf.Tensor, "dataId" | "shape">[],
    outputs: number,
  ): tf.Tensor[];
  getInputTensorIds(tensors: readonly Pick<tf.Tensor, "dataId" | "shape">[]): number[];
  disposeData(dataId: object, force?: boolean): boolean;
  refCount(dataId: object): number;
  incRef(dataId: object): void;
}
