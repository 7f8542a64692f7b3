import { CheckpointCorruptError, Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { buildModel, disposeModel, saveModel } from "../index.ts";
import { filesOfPretrained, type PretrainedModule, pretrainedModuleSource } from "./pretrained-module.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** The string constants of a generated module. */
function constants(source: string): PretrainedModule {
  const entries = [...source.matchAll(/^export const (\w+): string = (.*);$/gm)];
  return Object.fromEntries(entries.map(([, name, value]) => [name, JSON.parse(value as string)]));
}

test("a model survives being a source module, and a changed one is refused", async () => {
  const model = buildModel({
    spec: { architecture: "digit-classifier", features: 8 },
    name: "digits",
    random: Random.fromSeed(1),
  });
  const files = await saveModel(model);
  const shipped = constants(pretrainedModuleSource(files));
  expect(filesOfPretrained(shipped)).toEqual(files);
  expect(shipped.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(() => filesOfPretrained({ ...shipped, modelJson: shipped.modelJson.replace("8", "9") })).toThrow(
    CheckpointCorruptError,
  );
  expect(() =>
    filesOfPretrained({ ...shipped, weightsBase64: `AAAA${shipped.weightsBase64.slice(4)}` }),
  ).toThrow(CheckpointCorruptError);
  disposeModel(model);
});
