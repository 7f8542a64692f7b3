import { CheckpointCorruptError, RunUnsupportedError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { openForeignModel, replaceableLayers, runnable, vectorJacobianProduct } from "../index.ts";
import {
  documentFiles,
  float,
  generatorGraph,
  graphDocument,
  graphFiles,
  integer,
  placeholder,
  port,
} from "./testdata/graph-files.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** The same network in operations of tf. */
function expected(z: tf.Tensor): tf.Tensor {
  const { constants } = generatorGraph();
  const constant = (name: "kernel" | "bias" | "filter") => {
    const { values = [], shape = [] } = constants[name] ?? {};
    return tf.tensor([...values], [...shape]);
  };
  const hidden = tf.relu(tf.add(tf.matMul(z, constant("kernel")), constant("bias")));
  const map = tf.reshape(hidden, [-1, 2, 2, 2]) as tf.Tensor4D;
  const up = tf.conv2dTranspose(
    map,
    constant("filter") as tf.Tensor4D,
    [z.shape[0] as number, 4, 4, 1],
    2,
    "same",
  );
  return tf.add(tf.mul(tf.tanh(up), 0.5), 0.5);
}

test("a graph runs by its signature's names, with ports, range and gradients, and leaks nothing", async () => {
  const { numTensors } = tf.memory();
  const foreign = await openForeignModel(graphFiles(generatorGraph()));
  expect(foreign.kind).toBe("graph");
  expect(foreign.inputs).toEqual([{ name: "noise", shape: [null, 3], dtype: "float32" }]);
  expect(foreign.outputs).toEqual([
    { name: "image", shape: [null, 4, 4, 1], dtype: "float32", range: [0, 1] },
  ]);
  expect(Object.keys(foreign.files)).toEqual(["model.json", "group1-shard1of1.bin"]);
  expect(foreign.files["model.json"]).toMatch(/^[0-9a-f]{64}$/);

  const model = runnable(foreign);
  const z = tf.tensor2d([0.3, -1, 2, 0, 0.5, -0.2], [2, 3]);
  const [image] = model.predict([z]) as [tf.Tensor];
  const truth = tf.tidy(() => expected(z));
  expect(image.shape).toEqual([2, 4, 4, 1]);
  const values = await image.data();
  (await truth.data()).forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 6);
  });

  const vector = tf.randomNormal([2, 4, 4, 1]);
  const [gradient] = vectorJacobianProduct(model, [z], [vector]) as [tf.Tensor];
  const wanted = tf.grad((x) => tf.sum(tf.mul(expected(x), vector)))(z);
  const slope = await gradient.data();
  (await wanted.data()).forEach((value, i) => {
    expect(slope[i]).toBeCloseTo(value, 5);
  });

  expect(() => model.predict([image])).toThrow(ShapeError);
  expect(() => model.predict([])).toThrow(ShapeError);
  expect(() => replaceableLayers(foreign)).toThrow("no replaceable activations unless converted");
  tf.dispose([z, image, truth, vector, gradient, wanted]);
  model.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("without a signature, placeholders and last nodes are the ports, and outputs are measured", async () => {
  const { nodes, constants } = generatorGraph();
  const foreign = await openForeignModel(graphFiles({ nodes, constants }));
  expect(foreign.inputs).toEqual([{ name: "z", shape: [null, 3], dtype: "float32" }]);
  expect(foreign.outputs).toMatchObject([{ name: "Identity", shape: [null, 4, 4, 1], range: [0, 1] }]);
  runnable(foreign).dispose();
});

test("several named inputs and outputs, labels among them", async () => {
  const foreign = await openForeignModel(
    graphFiles({
      constants: {
        table: { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] },
        axis: { shape: [], values: [0], dtype: "int32" },
        last: { shape: [], values: [-1], dtype: "int32" },
      },
      nodes: [
        ["z", "Placeholder", undefined, placeholder([null, 2])],
        ["y", "Placeholder", undefined, placeholder([null], integer)],
        ["rows", "GatherV2", ["table", "y", "axis"], { Tparams: float, Tindices: integer, Taxis: integer }],
        ["both", "ConcatV2", ["z", "rows", "last"], { N: { i: "2" }, T: float, Tidx: integer }],
        ["sum", "AddV2", ["z", "rows"], { T: float }],
      ],
      signature: {
        inputs: { label: port("y:0", [null], "DT_INT32"), noise: port("z:0", [null, 2]) },
        outputs: { joined: port("both:0", [null, 4]), added: port("sum:0", [null, 2]) },
      },
    }),
  );
  expect(foreign.inputs.map(({ name, dtype }) => [name, dtype])).toEqual([
    ["label", "int32"],
    ["noise", "float32"],
  ]);
  const model = runnable(foreign);
  expect(foreign.outputs.map(({ name }) => name)).toEqual(["joined", "added"]);
  const inputs = [tf.tensor1d([2, 0], "int32"), tf.tensor2d([10, 20, 30, 40], [2, 2])];
  const [joined, added] = model.predict(inputs) as [tf.Tensor, tf.Tensor];
  expect(await joined.array()).toEqual([
    [10, 20, 5, 6],
    [30, 40, 1, 2],
  ]);
  expect(await added.array()).toEqual([
    [15, 26],
    [31, 42],
  ]);
  const gradients = vectorJacobianProduct(model, inputs, [tf.zerosLike(joined), tf.onesLike(added)]);
  expect(await gradients[0]?.array()).toEqual([0, 0]);
  expect(await gradients[1]?.array()).toEqual([
    [1, 1],
    [1, 1],
  ]);
  model.dispose();
});

test("several outputs of one node, and constants that nothing uses", async () => {
  const foreign = await openForeignModel(
    graphFiles({
      constants: {
        axis: { shape: [], values: [1], dtype: "int32" },
        unused: { shape: [], values: [1] },
      },
      nodes: [
        ["z", "Placeholder", undefined, placeholder([null, 4])],
        ["split", "Split", ["axis", "z"], { num_split: { i: "2" }, T: float }],
      ],
      signature: {
        inputs: { z: port("z:0", [null, 4]) },
        outputs: { second: port("split:1", [null, 2]), first: port("split:0", [null, 2]) },
      },
    }),
  );
  const model = runnable(foreign);
  const z = tf.tensor2d([[1, 2, 3, 4]]);
  const outputs = await Promise.all(model.predict([z]).map((output) => output.array()));
  expect(foreign.outputs.map(({ name }) => name)).toEqual(["second", "first"]);
  expect(outputs).toEqual([[[3, 4]], [[1, 2]]]);
  model.dispose();
});

test("an operation without a gradient is named", async () => {
  const model = runnable(
    await openForeignModel(
      graphFiles({
        nodes: [
          ["x", "Placeholder", undefined, placeholder([null, 2, 2, 4])],
          [
            "d2s",
            "DepthToSpace",
            ["x"],
            { block_size: { i: "2" }, data_format: { s: "TkhXQw==" }, T: float },
          ],
        ],
      }),
    ),
  );
  const x = tf.ones([1, 2, 2, 4]);
  expect(() => vectorJacobianProduct(model, [x], [tf.ones([1, 4, 4, 1])])).toThrow(/none for DepthToSpace/);
  x.dispose();
  model.dispose();
});

const x = ["x", "Placeholder", undefined, placeholder([null, 4])] as const;

test("the last operations bound the output, through reshaping and numbers", async () => {
  const numbers = {
    two: { shape: [], values: [2] },
    low: { shape: [], values: [-3] },
    high: { shape: [], values: [7] },
    vector: { shape: [4], values: [1, 2, 3, 4] },
    sides: { shape: [2], values: [2, -1], dtype: "int32" as const },
  };
  const cases: [range: readonly number[] | undefined, ...nodes: (readonly [string, string, string[]])[]][] = [
    [
      [-1, 1],
      ["a", "Tanh", ["x"]],
    ],
    [
      [0, 1],
      ["a", "Sigmoid", ["x"]],
      ["b", "Reshape", ["a", "sides"]],
      ["c", "Identity", ["b"]],
    ],
    [
      [-3, 7],
      ["a", "ClipByValue", ["x", "low", "high"]],
    ],
    [
      [1, 3],
      ["a", "Tanh", ["x"]],
      ["b", "Sub", ["two", "a"]],
    ],
    [
      [-0.5, 0.5],
      ["a", "Tanh", ["x"]],
      ["b", "RealDiv", ["a", "two"]],
    ],
    [undefined, ["a", "Tanh", ["x"]], ["b", "Mul", ["a", "vector"]]],
    [undefined, ["a", "Relu", ["x"]]],
    [undefined, ["a", "Tanh", ["x"]], ["b", "AddV2", ["a", "x"]]],
  ];
  for (const [range, ...nodes] of cases) {
    const foreign = await openForeignModel(graphFiles({ constants: numbers, nodes: [x, ...nodes] }));
    expect(foreign.outputs[0]?.range, nodes.map(([, op]) => op).join()).toEqual(range);
    runnable(foreign).dispose();
  }
});

test("graphs that are none, go round in circles or use what is not known are refused, naming the node", async () => {
  const { json, bytes } = graphDocument(generatorGraph());
  const nodes = json.modelTopology.node as { name: string; op: string; input?: string[] }[];
  const edited = (change: (copy: typeof nodes) => unknown, weights = json.weightsManifest) => {
    const copy = structuredClone(nodes);
    const changed = change(copy) ?? copy;
    return { ...json, modelTopology: { ...json.modelTopology, node: changed }, weightsManifest: weights };
  };
  const node = (copy: typeof nodes, name: string) =>
    copy.find((one) => one.name === name) as (typeof nodes)[0];
  const hostile: [message: RegExp, json: unknown][] = [
    [
      /wait for each other: .*relu/,
      edited((copy) => {
        node(copy, "relu").input = ["reshaped"];
      }),
    ],
    [
      /wait for each other: .*relu/,
      edited((copy) => {
        node(copy, "relu").input = ["biased", "^relu"];
      }),
    ],
    [
      /"tanh" takes "gone"/,
      edited((copy) => {
        node(copy, "tanh").input = ["gone:0"];
      }),
    ],
    [
      /"tanh" twice/,
      edited((copy) => {
        node(copy, "up").name = "tanh";
      }),
    ],
    [
      /name of a node.*constructor/,
      edited((copy) => {
        node(copy, "up").name = "constructor";
      }),
    ],
    [
      /name of a node.*__proto__/,
      edited((copy) => {
        node(copy, "up").name = "__proto__";
      }),
    ],
    [
      /"Bogus" in node "tanh"/,
      edited((copy) => {
        node(copy, "tanh").op = "Bogus";
      }),
    ],
    [
      /"constructor" in node "tanh"/,
      edited((copy) => {
        node(copy, "tanh").op = "constructor";
      }),
    ],
    [
      /node "tanh" \(Switch\) branches/,
      edited((copy) => {
        node(copy, "tanh").op = "Switch";
      }),
    ],
    [
      /node "tanh" \(Where\) gives out shapes/,
      edited((copy) => {
        node(copy, "tanh").op = "Where";
      }),
    ],
    [
      /node "tanh" \(HashTableV2\)/,
      edited((copy) => {
        node(copy, "tanh").op = "HashTableV2";
      }),
    ],
    [/constant "kernel"/, edited(() => undefined, [{ paths: [], weights: [] }])],
    [/nodes of a graph/, edited(() => [])],
    [/nodes of a graph/, edited(() => [1, 2])],
    [/node.0.name/, edited(() => [{ op: "Const" }])],
    [
      /nodes of a graph/,
      edited(() => Array.from({ length: 20_001 }, (_, i) => ({ name: `n${i}`, op: "NoOp" }))),
    ],
  ];
  const { numTensors } = tf.memory();
  for (const [message, document] of hostile) {
    const opened = openForeignModel(documentFiles(document, { "group1-shard1of1.bin": bytes }));
    const error = await opened.catch((reason: unknown) => reason);
    expect(error, String(message)).toSatisfy(
      (one) => one instanceof RunUnsupportedError || one instanceof CheckpointCorruptError,
    );
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain("model.json in memory");
  }
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("a chain of 10,000 nodes is read without a stack", async () => {
  const chain = Array.from(
    { length: 10_000 },
    (_, i) => [`n${i}`, "Identity", [i === 0 ? "x" : `n${i - 1}`], { T: float }] as const,
  );
  const foreign = await openForeignModel(
    graphFiles({
      nodes: [x, ["t", "Tanh", ["x"], { T: float }], ...chain],
      signature: { outputs: { out: port("n9999:0", [null, 4]) } },
    }),
  );
  expect(foreign.outputs[0]?.shape).toEqual([null, 4]);
  runnable(foreign).dispose();
});

test("constants that blow a tensor up are refused when it would be made", async () => {
  const int = (values: readonly number[]) => ({
    shape: [values.length],
    values,
    dtype: "int32" as const,
  });
  const image = ["i", "Placeholder", undefined, placeholder([null, 2, 2, 1])] as const;
  const cases: [
    op: string,
    input: string[],
    constants: Record<string, ReturnType<typeof int>>,
    attr?: object,
  ][] = [
    ["Tile", ["i", "c"], { c: int([1, 1e6, 1e6, 1]) }, { T: float, Tmultiples: integer }],
    ["Fill", ["c", "v"], { c: int([1e6, 1e6]), v: { ...int([1]), shape: [] } }, { T: float }],
    ["ResizeNearestNeighbor", ["i", "c"], { c: int([1e6, 1e6]) }, { T: float }],
    ["ResizeBilinear", ["i", "c"], { c: int([1e6, 1e6]) }, { T: float }],
    [
      "PadV2",
      ["i", "c", "v"],
      { c: { ...int([0, 0, 1e6, 1e6, 1e6, 1e6, 0, 0]), shape: [4, 2] }, v: { ...int([1]), shape: [] } },
      { T: float },
    ],
    ["BroadcastTo", ["i", "c"], { c: int([1e5, 1e5, 2, 2, 1]) }, { T: float }],
    [
      "OneHot",
      ["c", "d", "on", "off"],
      {
        c: int([1, 2, 3]),
        ...Object.fromEntries(["d", "on", "off"].map((key) => [key, { ...int([1e9]), shape: [] }])),
      },
      { axis: { i: "-1" }, T: float },
    ],
  ];
  const before = process.memoryUsage().rss;
  for (const [op, input, constants, attr] of cases) {
    const nodes = [image, ["big", op, input, attr as Record<string, unknown>] as const];
    const signature = {
      inputs: { i: port("i:0", [null, 2, 2, 1]) },
      outputs: { big: port("big:0", [null, 4]) },
    };
    await expect(openForeignModel(graphFiles({ nodes, constants })), op).rejects.toThrow(/would give/);
    const model = runnable(await openForeignModel(graphFiles({ nodes, constants, signature })));
    const given = tf.ones([1, 2, 2, 1]);
    expect(() => model.predict([given]), op).toThrow(/at most \d+ values, but \w+ of .* would give/);
    given.dispose();
    model.dispose();
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
});
