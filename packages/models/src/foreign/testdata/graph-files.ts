import { type FileSet, memoryFiles } from "@ganlens/core";

/** A node as a test writes it: `["name", "Op", ["input", …], attributes]`. */
export type Node = readonly [
  name: string,
  op: string,
  input?: readonly string[] | undefined,
  attr?: Readonly<Record<string, unknown>> | undefined,
];

/** A constant's shape and values. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly dtype?: "float32" | "int32";
}

export const float: { readonly type: string } = { type: "DT_FLOAT" };
export const integer: { readonly type: string } = { type: "DT_INT32" };

const sides = (shape: readonly (number | null)[]) => ({
  dim: shape.map((side) => ({ size: String(side ?? -1) })),
});

/** A placeholder's attributes. */
export const placeholder = (
  shape: readonly (number | null)[],
  dtype: object = float,
): Record<string, unknown> => ({
  dtype,
  shape: { shape: sides(shape) },
});

/** A port of a signature. */
export const port = (name: string, shape: readonly (number | null)[], dtype = "DT_FLOAT"): object => ({
  name,
  dtype,
  tensorShape: sides(shape),
});

/** A graph as a test writes it. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly constants?: Readonly<Record<string, Constant>>;
  readonly signature?: object;
}

/** A graph's model.json with the bytes of its constants. */
export interface GraphDocument {
  readonly json: {
    readonly modelTopology: { readonly node: readonly object[] };
    readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly object[] }[];
  };
  readonly bytes: Uint8Array;
}

/** A graph's model.json, as tensorflowjs_converter writes it, and the bytes of its constants. */
export function graphDocument({ nodes, constants = {}, signature }: Graph): GraphDocument {
  const entries = Object.entries(constants);
  const weights = entries.map(([name, { shape, dtype = "float32" }]) => ({ name, shape, dtype }));
  const parts = entries.map(([, { values, dtype }]) =>
    dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values),
  );
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer), offset);
    offset += part.byteLength;
  }
  const attr = (dtype: "float32" | "int32" | undefined) => ({ dtype: dtype === "int32" ? integer : float });
  const json = {
    format: "graph-model",
    generatedBy: "2.15.0",
    convertedBy: "TensorFlow.js Converter v4.22.0",
    ...(signature ? { signature } : {}),
    modelTopology: {
      node: [
        ...entries.map(([name, { dtype }]) => ({ name, op: "Const", attr: attr(dtype) })),
        ...nodes.map(([name, op, input, attr]) => ({
          name,
          op,
          ...(input ? { input } : {}),
          ...(attr ? { attr } : {}),
        })),
      ],
      library: {},
      versions: { producer: 1645 },
    },
    weightsManifest: [{ paths: ["group1-shard1of1.bin"], weights }],
  };
  return { json, bytes };
}

/** The files of a document; both may be changed before. */
export function documentFiles(json: unknown, files: Readonly<Record<string, Uint8Array>>): FileSet {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  return memoryFiles(
    { "model.json": new TextEncoder().encode(text), ...files },
    { main: "model.json", location: "memory" },
  );
}

/** The files of a graph. */
export function graphFiles(given: Graph): FileSet {
  const { json, bytes } = graphDocument(given);
  return documentFiles(json, { "group1-shard1of1.bin": bytes });
}

/**
 * A DCGAN in small: z [n, 3] → dense 8 → [2, 2, 2] → transposed convolution to [4, 4, 1] → tanh → · 0.5 + 0.5.
 *
 * The transposed convolution takes its batch from the shape that comes in, as exported Keras layers do.
 */
export function generatorGraph(): Required<Graph> {
  const wave = (count: number, scale: number) =>
    Array.from({ length: count }, (_, i) => Math.sin(i + 1) * scale);
  return {
    constants: {
      kernel: { shape: [3, 8], values: wave(24, 0.5) },
      bias: { shape: [8], values: wave(8, 0.1) },
      map: { shape: [4], values: [-1, 2, 2, 2], dtype: "int32" },
      filter: { shape: [4, 4, 1, 2], values: wave(32, 0.3) },
      zero: { shape: [1], values: [0], dtype: "int32" },
      one: { shape: [1], values: [1], dtype: "int32" },
      side: { shape: [], values: [4], dtype: "int32" },
      channels: { shape: [], values: [1], dtype: "int32" },
      half: { shape: [], values: [0.5] },
    },
    nodes: [
      ["z", "Placeholder", undefined, placeholder([null, 3])],
      ["dense", "MatMul", ["z", "kernel"], { transpose_a: { b: false }, transpose_b: { b: false }, T: float }],
      ["biased", "BiasAdd", ["dense", "bias"], { T: float }],
      ["relu", "Relu", ["biased"], { T: float }],
      ["reshaped", "Reshape", ["relu", "map"], { T: float }],
      ["shape", "Shape", ["reshaped"], { T: float }],
      ["batch", "StridedSlice", ["shape", "zero", "one", "one"], { T: integer, shrink_axis_mask: { i: "1" } }],
      ["size", "Pack", ["batch", "side", "side", "channels"], { N: { i: "4" }, axis: { i: "0" }, T: integer }],
      [
        "up",
        "Conv2DBackpropInput",
        ["size", "filter", "reshaped"],
        {
          strides: { list: { i: ["1", "2", "2", "1"] } },
          padding: { s: "U0FNRQ==" },
          data_format: { s: "TkhXQw==" },
          T: float,
        },
      ],
      ["tanh", "Tanh", ["up"], { T: float }],
      ["halved", "Mul", ["tanh", "half"], { T: float }],
      ["shifted", "AddV2", ["halved", "half"], { T: float }],
      ["Identity", "Identity", ["shifted"], { T: float }],
    ],
    signature: {
      inputs: { noise: port("z:0", [null, 3]) },
      outputs: { image: port("Identity:0", [null, 4, 4, 1]) },
    },
  };
}
