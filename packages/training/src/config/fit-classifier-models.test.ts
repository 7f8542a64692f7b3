import { ConfigInvalidError, type DatasetInfo } from "@ganlens/core";
import { expect, it, test } from "vitest";
import type { ClassifierConfig } from "./classifier-config.ts";
import type { PartialConfig } from "./config-layers.ts";
import { fitClassifierModels } from "./fit-classifier-models.ts";
import { resolveConfig } from "./resolve-config.ts";

const info = {
  name: "digits",
  kind: "image",
  shape: [8, 8, 1],
  classes: ["a", "b", "c"],
} as unknown as DatasetInfo;
const fitted = (values: PartialConfig) => {
  const { config } = resolveConfig([{ origin: "file", values: { trainer: "classifier", ...values } }]);
  return fitClassifierModels(config as ClassifierConfig, info);
};
const capsules = { architecture: "capsule-classifier", kernel: 3, dimensions: 5 };
const decoder = { architecture: "dense-decoder" };

it("gives a decoder the capsules of all classes, and the shape of the images", () => {
  const config = fitted({ classifier: capsules, decoder, loss: "capsule-margin" });
  expect(config.classifier).toMatchObject({ classes: 3, shape: [8, 8, 1] });
  expect(config.decoder).toMatchObject({ latent: 15, shape: [8, 8, 1] });
});

test.each<[PartialConfig, string]>([
  [
    { classifier: capsules },
    'Setting "loss": expected capsule-margin for capsule-classifier, received cross-entropy',
  ],
  [
    { classifier: { architecture: "image-classifier" }, loss: "capsule-margin" },
    'Setting "loss": expected cross-entropy for image-classifier, received capsule-margin',
  ],
  [
    { classifier: capsules, loss: "capsule-margin", labelSmoothing: 0.1 },
    'Setting "labelSmoothing": expected 0 for loss=capsule-margin, received 0.1',
  ],
  [
    { classifier: { architecture: "image-classifier" }, decoder },
    'Setting "decoder": expected a classifier with capsules to decode, received image-classifier',
  ],
  [
    { classifier: { ...capsules, kernel: 7 }, loss: "capsule-margin" },
    "7×7 at stride 1 leaves 2 of 8 pixels",
  ],
])("refuses %o", (values, message) => {
  expect(() => fitted(values)).toThrow(ConfigInvalidError);
  expect(() => fitted(values)).toThrow(message);
});

test.each([1, -0.1])("refuses labelSmoothing=%d", (labelSmoothing) => {
  expect(() => fitted({ labelSmoothing })).toThrow('Setting "labelSmoothing"');
});
