import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { ModelSpec } from "../architecture/model-spec.ts";
import { architectureOf, configOf, parseModelSpec } from "../architecture/parse-model-spec.ts";
import { leafLayers } from "../run/leaf-layers.ts";
import { defaultWeightRule, drawWeight } from "./weight-rule.ts";

/**
 * An ordinary `tf.LayersModel` built from a specification, with weights that depend on the seed and their names only.
 *
 * Every weight is drawn from `random.split(<originalName>)`, so the same seed gives the same bytes on every backend and
 * whatever else was built before. The specification and the name travel with the model (`userDefinedMetadata.ganlens`).
 *
 * @param name the prefix of every layer's name, for example `generator`
 * @throws {ConfigInvalidError} as parseModelSpec
 */
export function buildModel({
  spec,
  name,
  random,
}: {
  readonly spec: ModelSpec;
  readonly name: string;
  readonly random: Random;
}): tf.LayersModel {
  const parsed = parseModelSpec(spec);
  const architecture = architectureOf(parsed);
  const config = configOf(parsed);
  const model = architecture.build(config, name);
  model.setUserDefinedMetadata({ ganlens: { spec: parsed, name } });
  for (const layer of leafLayers(model)) {
    const transposed = layer.getClassName() === "Conv2DTranspose";
    for (const variable of layer.weights) {
      const weight = variable.originalName.slice(layer.name.length + 1);
      const shape = variable.shape as number[];
      const rule =
        architecture.weightRule?.(config, { layer: layer.name.slice(name.length + 1), weight }) ??
        defaultWeightRule(weight);
      const values = drawWeight(rule, { weight, shape, transposed }, random.split(variable.originalName));
      tf.tidy(() => {
        variable.write(tf.tensor(values, shape));
      });
    }
  }
  return model;
}
