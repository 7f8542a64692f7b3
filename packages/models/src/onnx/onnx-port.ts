/** An input or output of an imported network. */
export interface OnnxPort {
  readonly name: string;
  /** As the ONNX file has it; null stands for a side that it leaves open. */
  readonly shape: readonly (number | null)[];
  /** As the model has it: maps with channels last, class numbers as [batch, 1]; null stands for the batch. */
  readonly modelShape: readonly (number | null)[];
  /** The model's axis i is ONNX's axis `axes[i]`; a map with channels last has [0, 2, 3, 1]. */
  readonly axes: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** For outputs: the range that the last activation gives, where it gives one. */
  readonly range?: readonly [number, number];
  /** For inputs of class numbers: how many classes there are. */
  readonly classes?: number;
}
