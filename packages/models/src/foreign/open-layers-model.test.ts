import {
  CheckpointCorruptError,
  GanlensError,
  memoryFiles,
  Random,
  RunUnsupportedError,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import {
  buildModel,
  disposeModel,
  openForeignModel,
  replaceableLayers,
  runGraph,
  runnable,
  saveModel,
  vectorJacobianProduct,
} from "../index.ts";
import { documentFiles } from "./testdata/graph-files.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** A generator as a user of TensorFlow.js would write it. */
function sequential(last: tf.layers.Layer[] = []): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 8, activation: "relu", name: "hidden" }),
      tf.layers.batchNormalization({ name: "norm" }),
      tf.layers.reshape({ targetShape: [2, 2, 2], name: "map" }),
      tf.layers.conv2dTranspose({
        filters: 1,
        kernelSize: 4,
        strides: 2,
        padding: "same",
        name: "up",
        activation: "tanh",
      }),
      ...last,
    ],
  });
}

interface Saved {
  readonly json: {
    modelTopology: Record<string, unknown>;
    weightsManifest: { paths: string[]; weights: unknown[] }[];
  };
  readonly bytes: Uint8Array;
}

async function saved(model: tf.LayersModel): Promise<Saved> {
  const files = await saveModel(model);
  return { json: JSON.parse(new TextDecoder().decode(files["model.json"])), bytes: files["weights.bin"] };
}

const open = ({ json, bytes }: { readonly json: unknown; readonly bytes: Uint8Array }) =>
  openForeignModel(documentFiles(json, { "weights.bin": bytes }));

test("a saved model runs as before, with ports, range, activations and gradients, and leaks nothing", async () => {
  const { numTensors } = tf.memory();
  const model = sequential();
  const foreign = await open(await saved(model));
  expect(foreign.kind).toBe("layers");
  expect(foreign.inputs).toEqual([{ name: "hidden_input", shape: [null, 3], dtype: "float32" }]);
  expect(foreign.outputs).toEqual([{ name: "up", shape: [null, 4, 4, 1], dtype: "float32", range: [-1, 1] }]);
  const opened = runnable(foreign);
  const z = tf.randomNormal([5, 3]);
  const [image] = opened.predict([z]) as [tf.Tensor];
  const truth = model.predict(z) as tf.Tensor;
  expect(await image.array()).toEqual(await truth.array());
  const { captured } = runGraph(replaceableLayers(foreign), z, { capture: ["map"] });
  expect(captured.get("map")?.shape).toEqual([5, 2, 2, 2]);
  const [gradient] = vectorJacobianProduct(opened, [z], [image]) as [tf.Tensor];
  expect(gradient.shape).toEqual([5, 3]);
  tf.dispose([z, image, truth, gradient]);
  tf.dispose(tf.tidy(() => [...captured.values()]));
  opened.dispose();
  disposeModel(model);
  // What runGraph gave back besides.
  expect(tf.memory().numTensors).toBeLessThanOrEqual(numTensors + 1);
});

test("weights in several files and groups, cut anywhere, are put together", async () => {
  const model = sequential();
  const { json, bytes } = await saved(model);
  const weights = (json.weightsManifest[0]?.weights ?? []) as { shape: number[] }[];
  const firstBytes = 4 * (weights[0] as { shape: number[] }).shape.reduce((a, b) => a * b, 1);
  const document = {
    ...json,
    weightsManifest: [
      { paths: ["group1-shard1of1"], weights: weights.slice(0, 1) },
      { paths: ["parts/a", "parts/b", "parts/c"], weights: weights.slice(1) },
    ],
  };
  const files = {
    "group1-shard1of1": bytes.subarray(0, firstBytes),
    "parts/a": bytes.subarray(firstBytes, firstBytes + 7),
    "parts/b": bytes.subarray(firstBytes + 7, firstBytes + 8),
    "parts/c": bytes.subarray(firstBytes + 8),
  };
  const foreign = await openForeignModel(documentFiles(document, files));
  expect(Object.keys(foreign.files)).toEqual(["model.json", ...Object.keys(files)]);
  const z = tf.ones([1, 3]);
  const [image] = runnable(foreign).predict([z]) as [tf.Tensor];
  expect(await image.array()).toEqual(await (model.predict(z) as tf.Tensor).array());
  const buffers = Object.entries(files).map(([name, part]) => [name, Buffer.from(part)]);
  const fromNode = await openForeignModel(documentFiles(document, Object.fromEntries(buffers)));
  const [same] = runnable(fromNode).predict([z]) as [tf.Tensor];
  expect(await same.array()).toEqual(await image.array());
  for (const [name, part] of Object.entries(files)) {
    for (const other of [part.slice(1), new Uint8Array(part.length + 4)]) {
      const opened = openForeignModel(documentFiles(document, { ...files, [name]: other }));
      await expect(opened, name).rejects.toBeInstanceOf(GanlensError);
    }
    const { [name as "parts/a"]: _, ...missing } = files;
    await expect(openForeignModel(documentFiles(document, missing))).rejects.toThrow(name);
  }
});

test("quantised weights are read: bytes, 16 bits and half precision", async () => {
  const build = () =>
    tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 2, useBias: false, name: "d" })] });
  const { json } = await saved(build());
  const quantised = (quantization: object, bytes: Uint8Array) =>
    open({
      json: {
        ...json,
        weightsManifest: [
          {
            paths: ["weights.bin"],
            weights: [{ name: "d/kernel", shape: [2, 2], dtype: "float32", quantization }],
          },
        ],
      },
      bytes,
    });
  const kinds = [
    [
      { dtype: "uint8", scale: 0.5, min: -1, original_dtype: "float32" },
      Uint8Array.of(0, 1, 2, 255),
      [-1, -0.5, 0, 126.5],
    ],
    [
      { dtype: "uint16", scale: 2, min: 3 },
      new Uint8Array(Uint16Array.of(0, 1, 2, 65535).buffer),
      [3, 5, 7, 131073],
    ],
    [
      { dtype: "float16", original_dtype: "float32" },
      new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0, 0x3800).buffer),
      [1, -2, 0, 0.5],
    ],
  ] as const;
  for (const [quantization, bytes, values] of kinds) {
    const foreign = await quantised(quantization, bytes);
    expect([...((await replaceableLayers(foreign).weights[0]?.read().data()) ?? [])]).toEqual(values);
    runnable(foreign).dispose();
    await expect(quantised(quantization, bytes.subarray(1))).rejects.toThrow(
      /Expected \d bytes in weights.bin/,
    );
  }
  for (const wrong of [{ dtype: "uint8" }, { dtype: "uint8", scale: "1", min: 0 }, { dtype: "int4" }, 7]) {
    await expect(quantised(wrong as object, new Uint8Array(4))).rejects.toBeInstanceOf(
      CheckpointCorruptError,
    );
  }
});

test("our own models open too, nested ones and those of two inputs", async () => {
  for (const spec of [
    { architecture: "nested-autoencoder", codes: [1, 2], width: 4, shape: [4, 4, 1] },
    { architecture: "dcgan-generator", latent: 2, width: 2, classes: 3 },
    { architecture: "conv-autoencoder", code: 2, channels: [2, 2], shape: [4, 4, 1] },
  ]) {
    const model = buildModel({ spec, name: "m", random: Random.fromSeed(1) });
    const files = await saveModel(model);
    const foreign = await openForeignModel(
      memoryFiles({ ...files }, { main: "model.json", location: "memory" }),
    );
    expect(foreign.inputs.map(({ shape }) => shape)).toEqual(model.inputs.map(({ shape }) => shape));
    const given = tf.tidy(() =>
      model.inputs.map(({ shape }) => tf.ones([2, ...(shape.slice(1) as number[])])),
    );
    const [one] = runnable(foreign).predict(given) as [tf.Tensor];
    const [other] = [model.apply(given.length === 1 ? (given[0] as tf.Tensor) : given)].flat() as [tf.Tensor];
    expect(await one.array()).toEqual(await other.array());
    if (spec.architecture === "dcgan-generator") {
      expect(foreign.inputs.map(({ dtype }) => dtype)).toEqual(["float32", "int32"]);
      expect(foreign.outputs[0]?.range).toEqual([-1, 1]);
    }
    runnable(foreign).dispose();
    disposeModel(model);
  }
});

test("the last layers bound the output", async () => {
  const flat = tf.layers.flatten({});
  const cases: [range: unknown, layers: tf.layers.Layer[]][] = [
    [
      [-1, 1],
      [flat, tf.layers.reshape({ targetShape: [2, 8] }), tf.layers.dropout({ rate: 0.5 })],
    ],
    [[0, 1], [tf.layers.activation({ activation: "sigmoid" })]],
    [[0, 1], [tf.layers.activation({ activation: "hardSigmoid" })]],
    [[0, 1], [tf.layers.softmax({})]],
    [
      [-1, 1],
      [tf.layers.upSampling2d({ size: [2, 2] }), tf.layers.activation({ activation: "linear" })],
    ],
    [[0, 1], [tf.layers.rescaling({ scale: 0.5, offset: 0.5 })]],
    [undefined, [tf.layers.conv2d({ filters: 1, kernelSize: 1 })]],
    [undefined, [tf.layers.reLU({})]],
  ];
  for (const [range, layers] of cases) {
    const foreign = await open(await saved(sequential(layers)));
    expect(foreign.outputs[0]?.range, layers.map((layer) => layer.getClassName()).join()).toEqual(range);
  }
});

const layer = (name: string, className: string, config: object, inbound: unknown = []) => ({
  name,
  class_name: className,
  config: { name, ...config },
  inbound_nodes: inbound,
});
const from = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
const functional = (layers: object[], output = "b", className = "Functional") => ({
  class_name: className,
  config: { name: "m", layers, input_layers: [["a", 0, 0]], output_layers: [[output, 0, 0]] },
});
const input = (shape: (number | null)[] = [null, 4]) =>
  layer("a", "InputLayer", { batch_input_shape: shape, dtype: "float32" });
const dense = (inbound: unknown, units = 4) => layer("b", "Dense", { units, use_bias: false }, inbound);

/** A document of these layers with 16 weights, which is what `dense` has. */
const withWeights = (
  modelTopology: unknown,
  weights: object[] = [{ name: "b/kernel", shape: [4, 4], dtype: "float32" }],
) => ({
  format: "layers-model",
  modelTopology,
  weightsManifest: [{ paths: ["weights.bin"], weights }],
});
const bytes = new Uint8Array(64);

test("a model written by Keras opens, whatever its spelling", async () => {
  for (const document of [
    withWeights(functional([input(), dense(from("a"))])),
    withWeights({
      keras_version: "2.15.0",
      backend: "tensorflow",
      model_config: functional([input(), dense(from("a"))], "b", "Model"),
    }),
    withWeights(functional([dense(from("a")), input()])),
  ]) {
    const foreign = await open({ json: document, bytes });
    expect(foreign.outputs[0]?.shape).toEqual([null, 4]);
    runnable(foreign).dispose();
  }
});

test("hostile descriptions are refused at once, naming the place, before a weight is allocated", async () => {
  const act = (name: string, inbound: unknown) => layer(name, "Activation", { activation: "relu" }, inbound);
  const chain = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      act(i === count - 1 ? "b" : `l${i}`, from(i === 0 ? "a" : `l${i - 1}`)),
    );
  /** The last is called first, and each has a hundred links that exist before the one that does not. */
  const backwards = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const links = [
        ...Array.from({ length: 100 }, () => "a"),
        i === count - 1 ? "a" : i === count - 2 ? "b" : `l${i + 1}`,
      ];
      return layer(i === count - 1 ? "b" : `l${i}`, "Add", {}, [links.map((name) => [name, 0, 0, {}])]);
    });
  /** Each model calls the one inside it ten times: 10^depth calls. */
  const doubling = (depth: number, name = "b"): { readonly class_name: string; readonly config: object } => {
    if (depth === 0) return { class_name: "Activation", config: { name, activation: "relu" } };
    const inner = doubling(depth - 1);
    // A model's own inputs count as its first call.
    const first = inner.class_name === "Activation" ? 0 : 1;
    const calls = Array.from({ length: 10 }, (_, i) => [i === 0 ? ["a", 0, 0] : ["b", first + i - 1, 0]]);
    const layers = [input(), { ...inner, name: "b", inbound_nodes: calls }];
    const ports = { input_layers: [["a", 0, 0]], output_layers: [["b", first + 9, 0]] };
    return { class_name: "Functional", config: { name, layers, ...ports } };
  };
  const grows = (className: string, config: object, shape: (number | null)[] = [null, 4, 4, 1]) =>
    withWeights(functional([input(shape), layer("b", className, config, from("a"))]), []);
  const hostile: [message: RegExp, document: unknown][] = [
    [
      /"b\/kernel" of shape \[4, 60000\] takes more than the 16/,
      withWeights(functional([input(), dense(from("a"), 60_000)])),
    ],
    [
      /"b\/kernel" of shape \[60000, 60000\]/,
      withWeights(functional([input([null, 60_000]), dense(from("a"), 60_000)])),
    ],
    [/wait for each other: b/, withWeights(functional([input(), dense(from("b"))]))],
    [/wait for each other: b, c/, withWeights(functional([input(), dense(from("c")), act("c", from("b"))]))],
    [
      /wait for each other: b, c/,
      withWeights(
        functional([
          input(),
          layer("b", "Add", {}, [
            [
              ["c", 0, 0, {}],
              ["a", 0, 0, {}],
            ],
          ]),
          act("c", from("b")),
        ]),
      ),
    ],
    [/wait for each other: b/, withWeights(functional([input(), dense([[["a", 1, 0, {}]]])]))],
    // Counted in the order in which calls can be made, the second is the first.
    [
      /wait for each other: b, c/,
      withWeights(
        functional([input(), dense([[["c", 0, 0, {}]], [["a", 0, 0, {}]]]), act("c", [[["b", 1, 0, {}]]])]),
      ),
    ],
    [/one to "gone"/, withWeights(functional([input(), dense(from("gone"))]))],
    [/one to "gone"/, withWeights(functional([input(), dense(from("a"))], "gone"))],
    [/call 0 of "b"/, withWeights(functional([input(), dense([])]))],
    [/received "b" twice/, withWeights(functional([input(), dense(from("a")), dense(from("a"))]))],
    [/under two names/, withWeights(functional([input(), { ...dense(from("a")), name: "c" }], "c"))],
    [
      /name of a layer.*constructor/,
      withWeights(
        functional([input(), layer("constructor", "Dense", { units: 4 }, from("a"))], "constructor"),
      ),
    ],
    [
      /name of a layer.*__proto__/,
      withWeights(functional([input(), layer("__proto__", "Dense", { units: 4 }, from("a"))], "__proto__")),
    ],
    [
      /class "Lambda".*layer "b"/,
      withWeights(functional([input(), layer("b", "Lambda", { function: "f" }, from("a"))])),
    ],
    [/class "MyLayer".*layer "b"/, withWeights(functional([input(), layer("b", "MyLayer", {}, from("a"))]))],
    [/class "constructor"/, withWeights(functional([input(), layer("b", "constructor", {}, from("a"))]))],
    [/"b" \(UpSampling2D\) gives \[null, 4000000, 4000000, 1\]/, grows("UpSampling2D", { size: [1e6, 1e6] })],
    [
      /"b" \(ZeroPadding2D\) gives/,
      grows("ZeroPadding2D", {
        padding: [
          [1e6, 1e6],
          [1e6, 1e6],
        ],
      }),
    ],
    [/"b" \(RepeatVector\) gives/, grows("RepeatVector", { n: 1e9 }, [null, 4])],
    [/"a" \(InputLayer\) gives/, withWeights(functional([input([null, 1e6, 1e6]), act("b", from("a"))]), [])],
    [/"b" \(UpSampling2D\) gives/, grows("UpSampling2D", { size: [-1, 0.5] })],
    [
      /"b" \(Reshape\) gives \[null, 1000000, 1000000, 1\]/,
      grows("Reshape", { target_shape: [1e6, 1e6, 1] }),
    ],
    [/"b" \(Reshape\) gives \[null, text\]/, grows("Reshape", { target_shape: "text" })],
    [/cannot build/, grows("Activation", { activation: "no such" })],
    [/b is stateful|"b" is stateful/, grows("LSTM", { units: 4, stateful: true }, [1e6, 4, 4])],
    [/at most 2000 layers/, withWeights(functional([input(), ...chain(2001)]), [])],
    [/order of their calls/, withWeights(functional([input(), ...backwards(1500)]), [])],
    [/at most 20000 calls/, withWeights(doubling(6), [])],
    [/list of layers/, withWeights({ class_name: "Functional", config: { name: "m" } })],
    [/list of layers/, withWeights({ class_name: "Sequential", config: { name: "m", layers: {} } })],
    [/received a layer of class "Dense"/, withWeights({ class_name: "Dense", config: { units: 4 } })],
    [/"class_name" and "config"/, withWeights({})],
    [/"class_name" and "config"/, withWeights(functional([input(), { name: "b" }]))],
    [/inbound_nodes of "b"/, withWeights(functional([input(), dense({ b: 1 })]))],
    [/inbound_nodes of "b"/, withWeights(functional([input(), dense([{ args: [], kwargs: {} }])]))],
    [/inbound_nodes of "b"/, withWeights(functional([input(), dense([[["a", -1, 0]]])]))],
    [
      /output_layers/,
      withWeights({
        class_name: "Model",
        config: { name: "m", layers: [input()], input_layers: [["a", 0, 0]] },
      }),
    ],
    // Spelled so that only what TensorFlow.js makes of it is a circle.
    [
      /wait for each other/,
      withWeights({
        class_name: "_functional",
        config: { ...functional([input(), dense(from("b"))]).config },
      }),
    ],
    [/wait for each other/, withWeights(functional([input(), { ...dense([]), inboundNodes: from("b") }]))],
    // In a layer that wraps others, and in the settings of one that does not.
    [
      /wait for each other/,
      withWeights(
        functional([
          input(),
          layer("b", "TimeDistributed", { layer: { ...functional([input(), dense(from("b"))]) } }, from("a")),
        ]),
      ),
    ],
    [
      /received a layer of class "Functional" as kernelInitializer/,
      withWeights(
        functional([
          input(),
          layer(
            "b",
            "Dense",
            { units: 4, kernel_initializer: functional([input(), dense(from("b"))]) },
            from("a"),
          ),
        ]),
      ),
    ],
    ...["kernel_constraint", "kernel_regularizer", "activation"].map((key): [RegExp, unknown] => [
      /received a layer of class "Dense" as (kernelConstraint|kernelRegularizer|activation)/,
      withWeights(
        functional([
          input(),
          layer(
            "b",
            "Dense",
            { units: 4, [key]: { class_name: "Dense", config: { units: 1e9 } } },
            from("a"),
          ),
        ]),
      ),
    ]),
    [/nest at most 100 levels/, "[".repeat(100_000)],
    [/nest at most 100 levels/, `${'{"modelTopology":'.repeat(5000)}1${"}".repeat(5000)}`],
    [/to be JSON/, "{"],
    [/"modelTopology", received other JSON/, []],
    [/"modelTopology", received other JSON/, { modelTopology: [] }],
    [/weightsManifest/, { modelTopology: functional([input(), dense(from("a"))]) }],
  ];
  const { numTensors } = tf.memory();
  const before = process.memoryUsage().rss;
  for (const [message, json] of hostile) {
    const error = await open({ json, bytes }).catch((reason: unknown) => reason);
    expect(error, String(message)).toSatisfy(
      (one) => one instanceof RunUnsupportedError || one instanceof CheckpointCorruptError,
    );
    expect((error as Error).message).toMatch(message);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("settings that TensorFlow.js would pass over are refused, where they change something", async () => {
  const square = (className: string, config: object) =>
    functional([input([null, 4, 4, 1]), layer("b", className, config, from("a"))]);
  const up = { size: [2, 2], interpolation: "bilinear" };
  const keras = (model: object) => ({ keras_version: "2.15.0", model_config: model });
  const refused: [setting: RegExp, topology: object][] = [
    [/"b".*\(ReLU\) has negativeSlope 0.2/, square("ReLU", { negative_slope: 0.2 })],
    [/"b".*\(ReLU\) has threshold 1/, square("ReLU", { threshold: 1 })],
    [
      /"b".*\(Conv2DTranspose\) has outputPadding \[1,1\]/,
      square("Conv2DTranspose", { output_padding: [1, 1], filters: 1, kernel_size: 3 }),
    ],
    [/"b".*\(Conv2D\) has groups 2/, square("Conv2D", { groups: 2, filters: 2, kernel_size: 3 })],
    [/"b".*\(UpSampling2D\) has interpolation "bilinear"/, keras(square("UpSampling2D", up))],
  ];
  for (const [setting, topology] of refused) {
    await expect(open({ json: withWeights(topology, []), bytes: new Uint8Array() })).rejects.toThrow(setting);
  }
  const own = { ...square("UpSampling2D", up), keras_version: "tfjs-layers 4.22.0" };
  const plain = keras(square("ReLU", { negative_slope: 0, threshold: 0, max_value: null }));
  for (const topology of [own, plain]) {
    const { inputs } = await open({ json: withWeights(topology, []), bytes: new Uint8Array() });
    expect(inputs).toHaveLength(1);
  }
});

test("weights that are not those of the layers are refused, naming them", async () => {
  const topology = functional([input(), dense(from("a"))]);
  const kernel = { name: "b/kernel", shape: [4, 4], dtype: "float32" };
  const hostile: [message: RegExp, weights: object[]][] = [
    [/"b\/kernel" of shape \[4, 4\].*received \[2, 8\]/, [{ ...kernel, shape: [2, 8] }]],
    [/no target variable: c\/kernel/, [{ ...kernel, name: "c/kernel" }]],
    [
      /"b\/kernel" twice/,
      [
        { ...kernel, shape: [2, 4] },
        { ...kernel, shape: [2, 4] },
      ],
    ],
    [/no target variable: c/, [kernel, { name: "c", shape: [0], dtype: "float32" }]],
    [/takes more than the 15/, [{ ...kernel, shape: [15] }]],
    [/at most 268435456 weights.*"b\/kernel"/, [{ ...kernel, shape: [2 ** 28, 2 ** 28] }]],
    [/"b\/kernel" of string/, [{ ...kernel, dtype: "string" }]],
    [/"b\/kernel" of complex64/, [{ ...kernel, dtype: "complex64" }]],
    [/name of a weight.*__proto__/, [{ ...kernel, name: "__proto__" }]],
    [/weights.0.shape/, [{ ...kernel, shape: [-1, 4] }]],
    [/weights.0.shape/, [{ ...kernel, shape: [0.5] }]],
    [/Expected 64 bytes in weights.bin.*received more/, [kernel]],
  ];
  const { numTensors } = tf.memory();
  for (const [message, weights] of hostile) {
    const tooLong = String(message).includes("more/") ? new Uint8Array(65) : bytes;
    const error = await open({ json: withWeights(topology, weights), bytes: tooLong }).catch(
      (reason: unknown) => reason,
    );
    expect(error, String(message)).toBeInstanceOf(GanlensError);
    expect((error as Error).message).toMatch(message);
  }
  for (const path of ["../secret", "/etc/passwd", "https://example.org/a", "a//b", "..", "a\\b", "file:a"]) {
    const json = { ...withWeights(topology), weightsManifest: [{ paths: [path], weights: [kernel] }] };
    await expect(open({ json, bytes }), path).rejects.toThrow("leads outside");
  }
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("opening can be stopped between files", async () => {
  const json = withWeights(functional([input(), dense(from("a"))]));
  const opened = openForeignModel(documentFiles(json, { "weights.bin": bytes }), {
    signal: AbortSignal.abort(),
  });
  await expect(opened).rejects.toMatchObject({ code: "cancelled" });
});
