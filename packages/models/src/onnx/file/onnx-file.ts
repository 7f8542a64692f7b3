/** The element types that a tensor of an ONNX file may have here, as they are computed with. */
export type OnnxDtype = "float32" | "int32" | "bool";

/**
 * A constant of the file: float numbers as float32, integers and truth values as exact numbers.
 *
 * int64 reaches beyond float64's exact integers only in markers such as "to the end", where the nearest number does.
 */
export interface OnnxTensor {
  readonly dtype: OnnxDtype;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** The value of one attribute of a node. */
export type OnnxAttribute =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: OnnxTensor }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "texts"; readonly value: readonly string[] }
  | { readonly kind: "other" };

/** One operation of the graph. */
export interface OnnxNode {
  /** The node's own name, or operator and position where the file gives none. */
  readonly name: string;
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  /** Names of tensors; empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input or output of the graph; `null` stands for a side that the file leaves open. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly elementType: number;
  readonly shape: readonly (number | null)[] | undefined;
}

/** The parts of an ONNX file that a converter needs. */
export interface OnnxFile {
  readonly producer: string;
  /** The version of ONNX's own operators. */
  readonly opset: number;
  readonly graphName: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  readonly constants: ReadonlyMap<string, OnnxTensor>;
}
