import { installKernels, openBackend } from "@ganlens/backend";
import { type NdArray, Random, sizeOf } from "@ganlens/core";
import { eachBackend } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Optimizer } from "./optimizer.ts";
import {
  type OptimizerConfig,
  type OptimizerName,
  openOptimizer,
  optimizerSchema,
  optimizers,
} from "./optimizers.ts";
import { type EntryStep, type OptimizerCase, optimizerCases } from "./testdata/optimizer-cases.ts";

interface Case {
  readonly label: string;
  readonly config: OptimizerConfig;
  readonly slots: readonly string[];
  readonly entry: () => EntryStep;
}

const cases: readonly Case[] = (Object.keys(optimizerCases) as OptimizerName[]).flatMap((name) =>
  (optimizerCases[name] as readonly OptimizerCase<OptimizerName>[]).map(({ settings, slots, entry }, i) => ({
    label: `${name} (${i + 1})`,
    config: { name, ...settings } as OptimizerConfig,
    slots,
    entry: () => entry(settings),
  })),
);

const shapes: Readonly<Record<string, number[]>> = { "layer/kernel": [3, 2], "layer/bias": [2], scale: [] };
const names = Object.keys(shapes);
const shapeOf = (name: string) => shapes[name] as number[];
const random = Random.fromSeed(31);
const startOf = (name: string) => random.split(`start-${name}`).normal(sizeOf(shapeOf(name)));
const gradientOf = (name: string, step: number) =>
  random.split(`gradient-${name}-${step}`).normal(sizeOf(shapeOf(name)));
/** As a schedule would have it. */
const scaleAt = (step: number) => 1 / (1 + 0.1 * step);

function begin(): Map<string, tf.Variable> {
  const variable = (name: string) => tf.tidy(() => tf.variable(tf.tensor(startOf(name), shapeOf(name))));
  return new Map(names.map((name) => [name, variable(name)]));
}

function take(
  optimizer: Optimizer,
  parameters: ReadonlyMap<string, tf.Variable>,
  from: number,
  to: number,
): void {
  for (let step = from; step < to; step++) {
    tf.tidy(() => {
      const gradients = names.map(
        (name) => [name, tf.tensor(gradientOf(name, step), shapeOf(name))] as const,
      );
      optimizer.apply(parameters, new Map(gradients), scaleAt(step));
    });
  }
}

async function valuesOf(parameters: ReadonlyMap<string, tf.Variable>): Promise<number[][]> {
  return Promise.all([...parameters.values()].map(async (each) => [...(await each.data())]));
}

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

it("has a case for every registered optimizer, called as it is registered", () => {
  expect(Object.keys(optimizerCases).sort()).toEqual(Object.keys(optimizers).sort());
  for (const [key, { name }] of Object.entries(optimizers)) expect(name).toBe(key);
});

eachBackend(
  async (name) => {
    await openBackend({ require: name as "cpu" });
    const restore = installKernels(tf);
    return { close: () => restore() };
  },
  native ? ["cpu", "wasm", "node"] : ["cpu", "wasm"],
  () => {
    it.each(cases)("$label follows its formula", async ({ config, entry }) => {
      const parameters = begin();
      const optimizer = openOptimizer(config);
      take(optimizer, parameters, 0, 12);
      expect(optimizer.stepCount).toBe(12);
      for (const name of names) {
        const expected = [...startOf(name)].map((start, i) => {
          const move = entry();
          let w = start;
          for (let step = 0; step < 12; step++) {
            const g = gradientOf(name, step)[i] as number;
            w = move({ w, g, t: step + 1, rate: config.learningRate * scaleAt(step) });
          }
          return w;
        });
        expect(await parameters.get(name)?.data()).toBeAllclose(expected, { rtol: 1e-5, atol: 2e-6 });
      }
      tf.dispose([...parameters.values()]);
      optimizer.dispose();
    });

    it.each(cases)("$label goes on from what it saved with the same bytes", async ({ config, slots }) => {
      const straight = begin();
      const one = openOptimizer(config);
      take(one, straight, 0, 20);

      const resumed = begin();
      const before = openOptimizer(config);
      take(before, resumed, 0, 8);
      const { step, arrays } = await before.save();
      before.dispose();
      expect(step).toBe(8);
      expect([...arrays.keys()].sort()).toEqual(
        names.flatMap((name) => slots.map((slot) => `${name}/${slot}`)).sort(),
      );
      const after = openOptimizer(config);
      after.restore(step, arrays, resumed);
      take(after, resumed, 8, 20);
      expect(after.stepCount).toBe(20);
      expect(await valuesOf(resumed)).toEqual(await valuesOf(straight));
      expect((await after.save()).arrays).toEqual((await one.save()).arrays);
      tf.dispose([...straight.values(), ...resumed.values()]);
      for (const each of [one, after]) each.dispose();
    });

    it.each(cases)("$label leaks nothing in 20 steps, and changes nothing in place", async ({ config }) => {
      const empty = tf.memory().numTensors;
      const parameters = begin();
      const earlier = [...parameters.values()].map((each) => each.clone());
      const optimizer = openOptimizer({ ...config, clipNorm: 1, clipValue: 0.5, clipAdaptive: 10 });
      take(optimizer, parameters, 0, 2);
      const { numTensors } = tf.memory();
      take(optimizer, parameters, 2, 20);
      expect(tf.memory().numTensors).toBe(numTensors);
      await optimizer.save();
      expect(tf.memory().numTensors).toBe(numTensors);
      for (const [i, name] of names.entries()) {
        expect([...((await earlier[i]?.data()) ?? [])]).toEqual([...startOf(name)]);
      }
      optimizer.dispose();
      tf.dispose([...earlier, ...parameters.values()]);
      expect(tf.memory().numTensors).toBe(empty);
    });
  },
);

describe("an optimizer", () => {
  beforeAll(async () => {
    await openBackend({ require: "cpu" });
  });

  const first = Object.values(
    Object.fromEntries(cases.toReversed().map((each) => [each.config.name, each])),
  ).toReversed();

  it.each(first)(
    "$label refuses a state that is not its own, and stays as it was",
    async ({ config, slots }) => {
      const parameters = begin();
      const optimizer = openOptimizer(config);
      take(optimizer, parameters, 0, 3);
      const { step, arrays } = await optimizer.save();
      const key = `layer/kernel/${slots[0]}`;
      const { data } = arrays.get(key) as NdArray;
      const changed = (name: string, array: unknown) => new Map([...arrays, [name, array as NdArray]]);
      const without = new Map([...arrays].filter(([name]) => name !== key));
      const refused: [number, ReadonlyMap<string, NdArray>, string][] = [
        [step, without, `${key} is missing`],
        [step, changed(key, { data, shape: [2, 3] }), `${key} is there with shape [2,3]`],
        [
          step,
          changed(key, { data: data.slice(1), shape: [3, 2] }),
          `${key} holds 5 numbers for shape [3,2]`,
        ],
        [step, changed(key, { data: [...data], shape: [3, 2] }), `${key} holds 6`],
        [step, changed("other/first", { data, shape: [3, 2] }), "other/first is there"],
        [step, changed("layer/kernel/third", { data, shape: [3, 2] }), "layer/kernel/third is there"],
        [0, arrays, "is there with shape"],
        [1.5, arrays, "its number of steps is 1.5"],
        [-1, arrays, "its number of steps is -1"],
      ];
      for (const [steps, state, words] of refused) {
        expect(() => optimizer.restore(steps, state, parameters)).toThrow(
          expect.objectContaining({ code: "checkpoint-corrupt", message: expect.stringContaining(words) }),
        );
      }
      expect(await optimizer.save()).toEqual({ step, arrays });
      optimizer.restore(0, new Map(), parameters);
      expect(await optimizer.save()).toEqual({ step: 0, arrays: new Map() });
      tf.dispose([...parameters.values()]);
      optimizer.dispose();
    },
  );

  it.each([
    ...first,
    ...first.map((each) => ({
      ...each,
      label: `${each.label}, clipped,`,
      config: { ...each.config, clipNorm: 1 },
    })),
  ])(
    "$label refuses a gradient that is missing or would broadcast, and moves nothing",
    async ({ config }) => {
      const parameters = begin();
      const optimizer = openOptimizer(config);
      const gradients = new Map(names.map((name) => [name, tf.ones(shapeOf(name))]));
      const one = tf.ones([1]);
      const missing = new Map([...gradients].filter(([name]) => name !== "scale"));
      expect(() => optimizer.apply(parameters, missing)).toThrow("for scale, received none");
      expect(() => optimizer.apply(parameters, new Map([...gradients, ["scale", one]]))).toThrow(
        expect.objectContaining({
          code: "shape-mismatch",
          message: "Expected a gradient of shape [] for scale, received one of shape [1].",
        }),
      );
      expect(optimizer.stepCount).toBe(0);
      expect(await valuesOf(parameters)).toEqual(names.map((name) => [...startOf(name)]));
      tf.dispose([...parameters.values(), ...gradients.values(), one]);
      optimizer.dispose();
    },
  );

  it.each(cases)("$label leaves the gradients to the caller, who may free them", async ({ config }) => {
    const parameters = begin();
    const optimizer = openOptimizer({ ...config, weightDecay: 0 });
    for (let step = 0; step < 3; step++) {
      const gradients = new Map(names.map((name) => [name, tf.ones(shapeOf(name))]));
      optimizer.apply(parameters, gradients);
      tf.dispose([...gradients.values()]);
    }
    const saving = optimizer.save();
    optimizer.dispose();
    const { arrays } = await saving;
    expect([...arrays.values()].every(({ data }) => data.every(Number.isFinite))).toBe(true);
    tf.dispose([...parameters.values()]);
  });

  it("keeps what belongs to different names apart, whatever the order of the calls", async () => {
    const make = (): tf.Variable => tf.tidy(() => tf.variable(tf.zeros([2])));
    const [a, b] = [make(), make()];
    const [ones, zeros] = [tf.ones([2]), tf.zeros([2])];
    for (const { config } of first) {
      const optimizer = openOptimizer(config);
      a.assign(zeros);
      b.assign(zeros);
      const gradients = new Map([
        ["a", ones],
        ["b", zeros],
      ]);
      optimizer.apply(new Map(Object.entries({ a, b })), gradients);
      optimizer.apply(new Map(Object.entries({ b, a })), gradients);
      expect([...(await b.data())], config.name).toEqual([0, 0]);
      expect((await a.data())[0], config.name).toBeLessThan(-0.01);
      optimizer.dispose();
    }
    tf.dispose([a, b, ones, zeros]);
  });

  it("centered RMSProp stays finite where rounding makes the variance negative", async () => {
    const { config } = cases.find(({ label }) => label === "rmsprop (1)") as Case;
    const w = tf.tidy(() => tf.variable(tf.tensor1d(random.split("constant").normal(500))));
    const gradient = w.clone();
    const optimizer = openOptimizer({ ...config, weightDecay: 0 });
    for (let step = 0; step < 200; step++) optimizer.apply(new Map([["w", w]]), new Map([["w", gradient]]));
    expect((await w.data()).every(Number.isFinite)).toBe(true);
    tf.dispose([w, gradient]);
    optimizer.dispose();
  });

  it("Adam without a name is Adam", async () => {
    const settings = { learningRate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 1e-8 };
    const [plain, named] = [begin(), begin()];
    const optimizers = [
      openOptimizer(settings),
      openOptimizer({ name: "adam", weightDecay: 0, ...settings }),
    ];
    take(optimizers[0] as Optimizer, plain, 0, 5);
    take(optimizers[1] as Optimizer, named, 0, 5);
    expect(await valuesOf(plain)).toEqual(await valuesOf(named));
    tf.dispose([...plain.values(), ...named.values()]);
    for (const each of optimizers) each.dispose();
  });

  it("is opened by its name, and another name is refused", () => {
    const unknown = { name: "adamm", learningRate: 1 } as unknown as OptimizerConfig;
    expect(() => openOptimizer(unknown)).toThrow(
      expect.objectContaining({ code: "config-invalid", hint: 'Did you mean "adam"?' }),
    );
    expect(() => openOptimizer({ ...unknown, name: "toString" } as unknown as OptimizerConfig)).toThrow(
      'received "toString"',
    );
  });

  it("takes each of its cases' settings from a configuration, and has defaults that open", () => {
    const schema = optimizerSchema({ learningRate: 2e-4, beta1: 0.5 });
    for (const { config } of cases) expect(schema.parse(config)).toEqual(config);
    for (const name of Object.keys(optimizers)) {
      const config = schema.parse({ name });
      expect(config).toMatchObject({ name });
      openOptimizer(config).dispose();
    }
    expect(schema.parse({})).toEqual({
      name: "adam",
      learningRate: 2e-4,
      beta1: 0.5,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 0,
    });
    expect(schema.parse({ learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-7 })).toMatchObject({
      name: "adam",
      learningRate: 1e-3,
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-7,
    });
  });
});
