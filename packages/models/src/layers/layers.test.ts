import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { layerCases } from "../fixtures/layer-cases.ts";
import { layerDerivatives, openLayerCase } from "../fixtures/layer-derivatives.ts";
import * as publicApi from "../index.ts";
import { disposeModel, saveModel } from "../index.ts";
import * as layers from "./layers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const bytesOf = async (tensor: tf.Tensor) => Buffer.from((await tensor.data()).slice().buffer);

test("every layer of the registry is public and has a case", () => {
  const covered = new Set<unknown>(layerCases.map(({ layer }) => layer("case").constructor as unknown));
  for (const [name, layer] of Object.entries(layers)) {
    expect(covered.has(layer), `${name} has no case in layer-cases.ts`).toBe(true);
    expect((publicApi as Record<string, unknown>)[name]).toBe(layer);
  }
});

describe.each(layerCases)("$label", (layerCase) => {
  test("gives out the shape that it states", () => {
    const { layer, inputs, apply, dispose } = openLayerCase(layerCase, "shapes");
    const shapes = inputs.map(({ shape }) => [null, ...shape.slice(1)]);
    const stated = layer.computeOutputShape((shapes.length === 1 ? shapes[0] : shapes) as tf.Shape) as (
      | number
      | null
    )[];
    const output = apply();
    const first = (Array.isArray(stated[0]) ? stated[0] : stated) as (number | null)[];
    expect(first.slice(1)).toEqual(output.shape.slice(1));
    expect(first[0]).toBeNull();
    output.dispose();
    dispose();
  });

  test("is saved and loaded with every byte of its outputs", async () => {
    const { layer, inputs, apply, dispose } = openLayerCase(layerCase, "saved");
    const symbols = inputs.map(({ shape, dtype }) =>
      tf.input({ shape: shape.slice(1), dtype: dtype as "float32" }),
    );
    const outputs = layer.apply(symbols.length === 1 ? (symbols[0] as tf.SymbolicTensor) : symbols);
    const model = tf.model({ inputs: symbols, outputs: outputs as tf.SymbolicTensor });
    const files = await saveModel(model);
    const json = JSON.parse(new TextDecoder().decode(files["model.json"]));
    const loaded = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: files["weights.bin"].slice().buffer,
      }),
    );
    const before = layer.getWeights();
    expect(loaded.weights.map((weight) => weight.trainable)).toEqual(
      model.weights.map((weight) => weight.trainable),
    );
    for (const [i, weight] of loaded.weights.entries()) {
      expect(await bytesOf(weight.read())).toEqual(await bytesOf(before[i] as tf.Tensor));
    }
    for (const mode of [{ training: false }, layerCase.mode()]) {
      const run = (of: tf.LayersModel) => {
        const given = inputs.length === 1 ? (inputs[0] as tf.Tensor) : [...inputs];
        const result = of.apply(given, "random" in mode ? layerCase.mode() : mode);
        return (Array.isArray(result) ? result : [result]) as tf.Tensor[];
      };
      const [ours, theirs] = [run(model), run(loaded)];
      expect(theirs).toHaveLength(ours.length);
      for (const [i, tensor] of ours.entries()) {
        expect(await bytesOf(theirs[i] as tf.Tensor)).toEqual(await bytesOf(tensor));
      }
      tf.dispose([ours, theirs]);
    }
    apply().dispose();
    disposeModel(loaded);
    dispose();
  });

  test("leaks nothing over 20 passes with gradients and statistics that move", async () => {
    const { layer, inputs, variables, apply, dispose } = openLayerCase(layerCase, "leak");
    await expectNoLeak(
      tf,
      () => {
        tf.tidy(() => {
          if (variables.size > 0) tf.variableGrads(() => tf.sum(apply()), [...variables.values()]);
          const given = inputs.length === 1 ? (inputs[0] as tf.Tensor) : [...inputs];
          layer.apply(given, { ...layerCase.mode(), training: true, updateStats: true });
        });
      },
      { runs: 20 },
    );
    dispose();
  });
});

test.each(layerCases.filter(({ order }) => order > 0))(
  "finite differences confirm the gradients of $label",
  async (layerCase) => {
    for (const { of, analytic, numeric, value } of await layerDerivatives(layerCase, {
      order: 1,
      name: "order1",
    })) {
      expect(analytic, of).toBeAllclose(numeric, { rtol: 1e-2, atol: 2e-3 + 1e-3 * Math.abs(value) });
    }
  },
);
