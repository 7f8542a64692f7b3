import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { installGradients, installKernels } from "@ganlens/backend";
import { type LatentSpec, type Latents, type NdArray, providesOf, Random, type Subject } from "@ganlens/core";
import { modelFilesFromPath } from "@ganlens/core/node";
import { channelsLast, type GeneratorNetwork, loadGenerator, networkFromLayers } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { generatorSubject } from "./generator-subject.ts";
import { subjectFromModel } from "./subject-from-model.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
  installKernels(tf);
  installGradients(tf);
});

type Symbol = tf.SymbolicTensor;
let names = 0;
const dense = (name: string, units: number, activation?: "tanh" | "sigmoid") =>
  tf.layers.dense({
    units,
    name,
    ...(activation ? { activation } : {}),
    kernelInitializer: tf.initializers.glorotNormal({ seed: ++names }),
    biasInitializer: tf.initializers.randomNormal({ seed: names, stddev: 0.3 }),
  });
const call = (layer: tf.layers.Layer, given: Symbol | Symbol[]) => layer.apply(given) as Symbol;

/** z → trunk → (skip around a nested block) → images 2 × 2 × 1 in [−1, 1]; a label comes in at the join. */
function skipModel(batch?: number): tf.LayersModel {
  const input = (name: string, size: number) =>
    batch === undefined ? tf.input({ shape: [size], name }) : tf.input({ batchShape: [batch, size], name });
  const [z, label] = [input("z", 3), input("label", 2)];
  const trunk = call(
    dense("trunk", 4, "tanh"),
    tf.layers.concatenate({ name: "both" }).apply([z, label]) as Symbol,
  );
  const x = tf.input({ shape: [4], name: "x" });
  const block = tf.model({
    inputs: x,
    outputs: call(dense("block/second", 4), call(dense("block/first", 5, "tanh"), x)),
    name: "block",
  });
  const joined = call(tf.layers.add({ name: "join" }), [trunk, call(block, trunk)]);
  const images = call(
    tf.layers.reshape({ targetShape: [2, 2, 1], name: "images" }),
    call(dense("pixels", 4, "tanh"), joined),
  );
  return tf.model({ inputs: [z, label], outputs: images });
}
const spec: LatentSpec = {
  parts: [
    { kind: "noise", name: "z", size: 3, prior: "normal", input: { name: "z", shape: [3] } },
    {
      kind: "label",
      name: "label",
      classes: 2,
      distribution: [0.5, 0.5],
      encoding: "one-hot",
      input: { name: "label", shape: [2] },
    },
  ],
};
const facts = { name: "mine", outputRange: [-1, 1], fingerprint: "f" } as const;
const latentsOf = (subject: Subject, count: number, seed = 1) =>
  (subject.latents as NonNullable<Subject["latents"]>).draw(count, Random.fromSeed(seed));
const generate = (subject: Subject, latents: Latents) =>
  (subject.generate as NonNullable<Subject["generate"]>)(latents);
const largest = (one: NdArray, other: NdArray) => {
  expect(one.shape).toEqual(other.shape);
  return Math.max(...one.data.map((value, i) => Math.abs(value - (other.data[i] as number))));
};
const activationsOf = (subject: Subject) => subject.activations as NonNullable<Subject["activations"]>;

describe("activations", () => {
  it("give the same image when a layer is replaced by its own value, whichever layer it is", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const latents = latentsOf(subject, 5);
    const images = await generate(subject, latents);
    const { layers, read, generateWith } = activationsOf(subject);
    expect(layers.map(({ name }) => name).sort()).toEqual([
      "block/first",
      "block/second",
      "both",
      "images",
      "join",
      "pixels",
      "trunk",
    ]);
    for (const { name, shape } of layers) {
      const values = await read(latents, name);
      expect(values.shape).toEqual([5, ...shape]);
      expect(largest(await generateWith(latents, { [name]: values }), images)).toBeLessThan(1e-6);
    }
  });

  it("give another's image where a layer dominates, and refuse where it does not", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const [mine, others] = [latentsOf(subject, 4, 1), latentsOf(subject, 4, 2)];
    const [own, images] = [await generate(subject, mine), await generate(subject, others)];
    expect(largest(own, images)).toBeGreaterThan(0.01);
    const { layers, read, generateWith, generateFrom } = activationsOf(subject);
    const dominating = layers
      .filter(({ dominates }) => dominates)
      .map(({ name }) => name)
      .sort();
    expect(dominating).toEqual(["both", "images", "join", "pixels", "trunk"]);
    for (const { name, dominates } of layers) {
      const values = await read(others, name);
      const mixed = await generateWith(mine, { [name]: values });
      if (dominates) {
        expect(largest(mixed, images)).toBeLessThan(1e-6);
        expect(largest(await generateFrom(name, values), images)).toBeLessThan(1e-6);
      } else {
        expect(largest(mixed, images)).toBeGreaterThan(1e-3);
        await expect(generateFrom(name, values)).rejects.toThrow(
          expect.objectContaining({ code: "config-invalid", message: expect.stringContaining(`"${name}"`) }),
        );
      }
    }
  });

  it("replace several layers at once, in more rows than one batch holds", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const [mine, others] = [latentsOf(subject, 130, 1), latentsOf(subject, 130, 2)];
    const { read, generateWith } = activationsOf(subject);
    const values = { trunk: await read(others, "trunk"), "block/second": await read(others, "block/second") };
    expect(largest(await generateWith(mine, values), await generate(subject, others))).toBeLessThan(1e-6);
  });

  it("refuse names that are none and values of another shape", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const { read, generateWith } = activationsOf(subject);
    await expect(read(latentsOf(subject, 1), "trunc")).rejects.toMatchObject({
      hint: 'Did you mean "trunk"?',
    });
    for (const shape of [
      [2, 5],
      [1, 4],
      [2, 4, 1],
    ]) {
      const values = { trunk: { data: new Float32Array(shape.reduce((a, b) => a * b)), shape } };
      await expect(generateWith(latentsOf(subject, 2), values)).rejects.toMatchObject({
        code: "shape-mismatch",
      });
    }
  });

  it("lie as the images do where the model has its channels first", async () => {
    const z = tf.input({ shape: [3], name: "z" });
    const images = call(
      tf.layers.reshape({ targetShape: [3, 2, 4], name: "images" }),
      call(dense("flat", 24), z),
    );
    const model = tf.model({ inputs: z, outputs: images });
    const latent: LatentSpec = { parts: [{ kind: "noise", name: "z", size: 3, prior: "normal" }] };
    const network = channelsLast(networkFromLayers(model));
    const subject = await subjectFromModel({ ...facts, generator: network, latent });
    expect(subject.imageShape).toEqual([2, 4, 3]);
    const latents = latentsOf(subject, 2);
    const { read, generateWith, generateFrom } = activationsOf(subject);
    const values = await read(latents, "flat");
    const drawn = await generate(subject, latents);
    expect(largest(await generateWith(latents, { flat: values }), drawn)).toBeLessThan(1e-6);
    expect(largest(await generateFrom("flat", values), drawn)).toBeLessThan(1e-6);
  });

  it("leave no tensor behind", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const latents = latentsOf(subject, 3);
    const before = tf.memory().numTensors;
    const { read, generateFrom } = activationsOf(subject);
    await generateFrom("join", await read(latents, "join"));
    const images = await generate(subject, latents);
    await subject.products?.vjp(latents, images);
    await subject.products?.jvp(latents, latents.z);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("a network that takes a fixed number at once", () => {
  it("gives the same images, activations and products as one that takes any", async () => {
    names = 100;
    const any = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    names = 100;
    const fixed = await subjectFromModel({ ...facts, generator: skipModel(4), latent: spec });
    const latents = latentsOf(any, 6);
    const images = await generate(any, latents);
    expect(largest(await generate(fixed, latents), images)).toBeLessThan(1e-6);
    const values = await activationsOf(any).read(latents, "trunk");
    expect(largest(await activationsOf(fixed).read(latents, "trunk"), values)).toBeLessThan(1e-6);
    expect(largest(await activationsOf(fixed).generateFrom("trunk", values), images)).toBeLessThan(1e-6);
    const [one, other] = [any.products, fixed.products].map((each) => each?.vjp(latents, images));
    expect(largest((await one) as NdArray, (await other) as NdArray)).toBeLessThan(1e-5);
    expect(fixed.products?.method.vjp).toBe("gradient");
  });
});

/** G(z) = (1 + tanh(A z)) / 2 with a known A: the Jacobian is (1 − tanh²(A z)) A / 2. */
const matrix = [
  [0.5, -1, 0.2],
  [0.1, 0.3, -0.7],
  [1, 0.4, 0],
  [0, 0, 0.6],
];
function closedForm(): tf.LayersModel {
  const z = tf.input({ shape: [3], name: "z" });
  const layer = tf.layers.dense({ units: 4, useBias: false, activation: "tanh", name: "a" });
  const images = call(tf.layers.reshape({ targetShape: [2, 2, 1] }), call(layer, z));
  layer.setWeights([tf.transpose(tf.tensor2d(matrix))]);
  return tf.model({ inputs: z, outputs: images });
}
const plain: LatentSpec = { parts: [{ kind: "noise", name: "z", size: 3, prior: "normal" }] };

describe("products with the Jacobian", () => {
  it("are those of the closed form", async () => {
    const subject = await subjectFromModel({ ...facts, generator: closedForm(), latent: plain });
    const { z } = latentsOf(subject, 3);
    const random = Random.fromSeed(5);
    const v = { data: random.normal(9), shape: [3, 3] };
    const u = { data: random.normal(12), shape: [3, 2, 2, 1] };
    const forward = await subject.products?.jvp({ z }, v);
    const backward = await subject.products?.vjp({ z }, u);
    expect(forward?.shape).toEqual([3, 2, 2, 1]);
    expect(backward?.shape).toEqual([3, 3]);
    for (let row = 0; row < 3; row++) {
      const at = (data: Float32Array, i: number, width: number) => data[row * width + i] as number;
      const jacobian = matrix.map((weights) => {
        const slope = 1 - Math.tanh(weights.reduce((sum, w, k) => sum + w * at(z.data, k, 3), 0)) ** 2;
        return weights.map((weight) => (slope * weight) / 2);
      });
      for (const [i, weights] of jacobian.entries()) {
        const expected = weights.reduce((sum, w, k) => sum + w * at(v.data, k, 3), 0);
        expect(at(forward?.data as Float32Array, i, 4)).toBeCloseTo(expected, 3);
      }
      for (let k = 0; k < 3; k++) {
        const expected = jacobian.reduce(
          (sum, weights, i) => sum + (weights[k] as number) * at(u.data, i, 4),
          0,
        );
        expect(at(backward?.data as Float32Array, k, 3)).toBeCloseTo(expected, 5);
      }
    }
  });

  it("fit each other: ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, whatever the length of v; J 0 = 0", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    const latents = latentsOf(subject, 60);
    const random = Random.fromSeed(6);
    for (const length of [0.01, 1, 100]) {
      const v = { data: random.normal(180).map((value) => value * length), shape: [60, 3] };
      const u = { data: random.normal(240), shape: [60, 2, 2, 1] };
      const forward = (await subject.products?.jvp(latents, v)) as NdArray;
      const backward = (await subject.products?.vjp(latents, u)) as NdArray;
      const dot = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
      const [one, other] = [dot(u.data, forward.data), dot(backward.data, v.data)];
      expect(Math.abs(one - other)).toBeLessThan(2e-3 * length * Math.sqrt(240));
      expect(Math.abs(one)).toBeGreaterThan(0.05 * length);
    }
    const zero = await subject.products?.jvp(latents, { data: new Float32Array(180), shape: [60, 3] });
    expect(zero?.data.every((value) => value === 0)).toBe(true);
  });

  it("are taken by differences where gradients do not pass, and say so", async () => {
    const network = networkFromLayers(closedForm());
    // As an operation of a graph model that tfjs has no gradient for.
    const barrier = tf.customGrad((x) => ({
      value: tf.clone(x as tf.Tensor),
      gradFunc: () => {
        throw new Error("gradient function not found");
      },
    }));
    const opaque: GeneratorNetwork = { ...network, run: (inputs) => barrier(network.run(inputs)) };
    const exact = await subjectFromModel({ ...facts, generator: closedForm(), latent: plain });
    const subject = await subjectFromModel({ ...facts, generator: opaque, latent: plain });
    expect(exact.products?.method).toEqual({ jvp: "difference", vjp: "gradient" });
    expect(subject.products?.method).toEqual({ jvp: "difference", vjp: "difference" });
    const latents = latentsOf(subject, 2);
    const u = { data: Random.fromSeed(7).normal(8), shape: [2, 2, 2, 1] };
    const [one, other] = [await exact.products?.vjp(latents, u), await subject.products?.vjp(latents, u)];
    expect(largest(one as NdArray, other as NdArray)).toBeLessThan(2e-3);
  });

  it("refuse rows that do not belong to the latents", async () => {
    const subject = await subjectFromModel({ ...facts, generator: closedForm(), latent: plain });
    const latents = latentsOf(subject, 2);
    const wrong = { data: new Float32Array(3), shape: [1, 3] };
    await expect(subject.products?.jvp(latents, wrong)).rejects.toMatchObject({ code: "shape-mismatch" });
    expect(() => subject.products?.vjp(latents, wrong)).toThrow(/Expected 2 rows of 4/);
  });
});

describe("what a subject provides", () => {
  it("is what its model can do: a layers model all but checkpoints", async () => {
    const subject = await subjectFromModel({ ...facts, generator: skipModel(), latent: spec });
    expect([...providesOf(subject)].sort()).toEqual([
      "activations",
      "generate",
      "images",
      "latents",
      "products",
    ]);
    expect([...providesOf({ ...subject, checkpoints: [0, 1] })]).toContain("checkpoints");
    expect([...providesOf({ ...subject, checkpoints: [0] })]).not.toContain("checkpoints");
    const { generate: _, ...without } = subject;
    expect(providesOf(without as Subject).has("images")).toBe(false);
  });

  it("of a graph model is images and products, and no activations; the images are Keras's", async () => {
    const folder = fileURLToPath(new URL("../../../models/testdata/", import.meta.url));
    const network = await loadGenerator(await modelFilesFromPath(`${folder}graph-model`), {
      format: "graph",
    });
    const [noise, label] = ["noise", "label"].map((name) =>
      network.inputs.find((input) => input.name.includes(name)),
    );
    const latent: LatentSpec = {
      parts: [
        { kind: "noise", name: "noise", size: 4, prior: "normal", input: noise as NonNullable<typeof noise> },
        {
          kind: "label",
          name: "label",
          classes: 3,
          distribution: [0.2, 0.3, 0.5],
          input: label as NonNullable<typeof label>,
        },
      ].map(({ input: { name, shape }, ...part }) => ({
        ...part,
        input: { name, shape },
      })) as LatentSpec["parts"],
    };
    const subject = await subjectFromModel({ ...facts, generator: network, latent });
    expect([...providesOf(subject)].sort()).toEqual(["generate", "images", "latents", "products"]);
    const { conditional } = JSON.parse(await readFile(`${folder}foreign-models.json`, "utf8"));
    const flat = (values: unknown) => (values as number[][]).flat(3) as number[];
    const z = { data: Float32Array.from(flat(conditional.inputs.noise)), shape: [3, 4] };
    const images = await generate(subject, { z, labels: Int32Array.from(flat(conditional.inputs.label)) });
    const truth = {
      data: Float32Array.from(flat(conditional.output), (value) => (value + 1) / 2),
      shape: images.shape,
    };
    expect(largest(images, truth)).toBeLessThan(1e-5);
    network.dispose();
  });

  it("takes the output that is meant, of several", async () => {
    const z = tf.input({ shape: [3], name: "z" });
    const trunk = call(dense("trunk", 4), z);
    const picture = (name: string, side: number) =>
      call(
        tf.layers.reshape({ targetShape: [side, side, 1], name }),
        call(dense(`${name}/flat`, side * side, "tanh"), trunk),
      );
    const model = tf.model({ inputs: z, outputs: [picture("small", 1), picture("large", 2)] });
    const network = networkFromLayers(model, { output: 1 });
    const subject = await generatorSubject({
      name: "two",
      fingerprint: "f",
      networkAt: async () => network,
      spec: plain,
      range: [-1, 1],
      output: 1,
    });
    expect(subject.imageShape).toEqual([2, 2, 1]);
    const { layers, read, generateFrom } = activationsOf(subject);
    expect(layers.filter(({ dominates }) => dominates).map(({ name }) => name)).toEqual([
      "trunk",
      "large/flat",
      "large",
    ]);
    const latents = latentsOf(subject, 3);
    const values = await read(latents, "trunk");
    expect(largest(await generateFrom("trunk", values), await generate(subject, latents))).toBeLessThan(1e-6);
  });

  it.each([
    [
      "a prior that is none",
      { parts: [{ kind: "noise", name: "z", size: 3, prior: "gaussian" }] },
      /normal, uniform or given.*prior/s,
    ],
    [
      "noise of another size",
      { parts: [{ kind: "noise", name: "z", size: 4, prior: "normal" }] },
      /"z" \[3\].*received 4 of noise/,
    ],
    [
      "a label that the model does not take",
      {
        parts: [...plain.parts, { kind: "label", name: "l", classes: 2, distribution: [0.5, 0.5] }],
      },
      /received 3 of noise, 2 classes/,
    ],
  ])("is not guessed from %s", async (_, latent, complaint) => {
    await expect(
      subjectFromModel({ ...facts, generator: closedForm(), latent: latent as LatentSpec }),
    ).rejects.toThrow(
      expect.objectContaining({ code: "config-invalid", message: expect.stringMatching(complaint) }),
    );
  });
});
