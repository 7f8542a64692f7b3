import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { modelFilesFromPath } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { openForeignModel, runnable, vectorJacobianProduct } from "../index.ts";

const folder = fileURLToPath(new URL("../../testdata/", import.meta.url));

interface Case {
  readonly inputs: Readonly<Record<string, number[][]>>;
  readonly output: number[][][][];
}

let cases: Readonly<Record<"conditional" | "plain" | "keras-3", Case>>;
beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
  const read = async (name: string) => JSON.parse(await readFile(folder + name, "utf8"));
  cases = { ...(await read("foreign-models.json")), ...(await read("keras-3-models.json")) };
});

test.each([
  ["layers-model", "conditional", 1e-5, [-1, 1]],
  ["layers-model-keras-3", "keras-3", 1e-5, [0, 1]],
  ["layers-model-keras-3-places", "keras-3", 1e-5, [0, 1]],
  ["graph-model", "conditional", 1e-5, [-1, 1]],
  ["graph-model-uint16", "plain", 1e-3, [0, 1]],
  ["layers-model-uint8", "plain", 2e-2, [0, 1]],
  ["layers-model-float16", "plain", 1e-3, [0, 1]],
] as const)(
  "%s, made by Keras and its converter, gives what Keras gave",
  async (name, which, tolerance, range) => {
    const { numTensors } = tf.memory();
    const foreign = await openForeignModel(await modelFilesFromPath(folder + name));
    const { inputs, output } = cases[which];
    const truth = tf.tensor(output);
    expect(foreign.outputs).toMatchObject([
      { shape: [null, ...truth.shape.slice(1)], range, dtype: "float32" },
    ]);
    const model = runnable(foreign);
    const given = foreign.inputs.map(({ name, dtype }) =>
      tf.tensor(inputs[name] ?? (Object.values(inputs)[0] as number[][]), undefined, dtype),
    );
    const [image] = model.predict(given) as [tf.Tensor];
    const errors = tf.tidy(() => tf.max(tf.abs(tf.sub(image, truth))));
    expect((await errors.data())[0]).toBeLessThan(tolerance);

    // Against differences of outputs, along a direction of the first input.
    // One sample: of several, TensorFlow.js's own gradient of nearest resizing is wrong on the CPU.
    const first = given.map((tensor) => tf.slice(tensor, 0, 1));
    const weights = tf.slice(truth, 0, 1);
    const gradients = vectorJacobianProduct(model, first, [weights]);
    const slope = tf.tidy(() => {
      const [z, ...others] = first as [tf.Tensor, ...tf.Tensor[]];
      const along = tf.reshape(tf.sin(tf.range(0, z.size)), z.shape);
      const at = (step: number) => {
        const [moved] = model.predict([tf.add(z, tf.mul(along, step)), ...others]) as [tf.Tensor];
        return tf.sum(tf.mul(moved, weights));
      };
      const difference = tf.div(tf.sub(at(1e-3), at(-1e-3)), 2e-3);
      return tf.stack([difference, tf.sum(tf.mul(gradients[0] as tf.Tensor, along))]);
    });
    const [difference, derivative] = (await slope.data()) as unknown as [number, number];
    expect(derivative).toBeCloseTo(difference, 2);
    tf.dispose([truth, ...given, image, errors, ...first, weights, ...gradients, slope]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  },
);
