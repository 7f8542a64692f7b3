import { expect, test } from "vitest";
import { type ConfigLayer, mergeLayers, parseAssignment } from "./config-layers.ts";

const preset: ConfigLayer = {
  origin: "preset",
  values: {
    optimizers: { generator: { learningRate: 1e-3, beta1: 0.9 }, discriminator: { learningRate: 5e-4 } },
    rateSchedule: { kind: "cosine", warmupSteps: 10 },
  },
};
const set = (assignment: string): ConfigLayer => ({ origin: "set", values: parseAssignment(assignment) });

test("another optimizer takes nothing over from the one below, which is Adam where it has no name", () => {
  const { values, origin } = mergeLayers([preset, set("optimizers.generator.name=sgd")]);
  expect(values.optimizers).toEqual({ generator: { name: "sgd" }, discriminator: { learningRate: 5e-4 } });
  expect(origin).toMatchObject({
    "optimizers.generator.name": "set",
    "optimizers.discriminator.learningRate": "preset",
  });
  expect(origin).not.toHaveProperty(["optimizers.generator.beta1"]);
});

test("Adam by its name keeps what stood below without one", () => {
  const { values } = mergeLayers([preset, set("optimizers.generator.name=adam")]);
  expect(values.optimizers).toMatchObject({ generator: { name: "adam", learningRate: 1e-3, beta1: 0.9 } });
});

test.each([
  [["optimizers.generator.momentum=0.9", "optimizers.generator.name=sgd"]],
  [["optimizers.generator.name=sgd", "optimizers.generator.momentum=0.9"]],
])("%j is the same in any order", (assignments) => {
  const { values } = mergeLayers([preset, ...assignments.map(set)]);
  expect(values.optimizers).toMatchObject({ generator: { name: "sgd", momentum: 0.9 } });
  expect((values.optimizers as { generator: object }).generator).not.toHaveProperty("beta1");
});

test("another kind of schedule starts anew, and the same kind does not", () => {
  const changed = mergeLayers([preset, set("rateSchedule.kind=step"), set("rateSchedule.every=5")]);
  expect(changed.values.rateSchedule).toEqual({ kind: "step", every: 5 });
  const kept = mergeLayers([preset, set('rateSchedule={"kind":"cosine","end":0.1}')]);
  expect(kept.values.rateSchedule).toEqual({ kind: "cosine", warmupSteps: 10, end: 0.1 });
});
