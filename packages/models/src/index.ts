import { registerLayers } from "./layers/register-layers.ts";

export type { Architecture } from "./architecture/architecture.ts";
export { architectures, registerArchitecture } from "./architecture/architectures.ts";
export type { ModelSpec } from "./architecture/model-spec.ts";
export {
  architectureOf,
  configOf,
  latentOf,
  outputRangeOf,
  parseModelSpec,
} from "./architecture/parse-model-spec.ts";
export { composeAutoencoder } from "./autoencoder/compose.ts";
export { decode } from "./autoencoder/decode.ts";
export { encode } from "./autoencoder/encode.ts";
export { decoderOf, encoderOf } from "./autoencoder/halves.ts";
export { initialiseFromPca } from "./autoencoder/initialise-from-pca.ts";
export { prefixMask } from "./autoencoder/prefix-mask.ts";
export { buildModel } from "./build/build-model.ts";
export { stack } from "./build/stack.ts";
export type { WeightRule } from "./build/weight-rule.ts";
export { loadModel } from "./files/load-model.ts";
export type { ModelFileReader, ModelFiles } from "./files/model-files.ts";
export { saveModel } from "./files/save-model.ts";
export { BatchNormalization, type BatchNormalizationArgs } from "./layers/batch-normalization.ts";
export { Dropout, type DropoutArgs } from "./layers/dropout.ts";
export { normalizeWithBatchStatistics } from "./layers/normalize-with-batch-statistics.ts";
export { OneHot, type OneHotArgs } from "./layers/one-hot.ts";
export { type ImportedOnnx, type ImportOnnxOptions, importOnnx } from "./onnx/import-onnx.ts";
export type { OnnxPort } from "./onnx/onnx-port.ts";
export { onnxOperators } from "./onnx/operators/operators.ts";
export { loadDigitClassifier } from "./pretrained/load-digit-classifier.ts";
export { type PretrainedModule, pretrainedModuleSource } from "./pretrained/pretrained-module.ts";
export { type ApplyOptions, applyModel } from "./run/apply-model.ts";
export { disposeModel } from "./run/dispose-model.ts";
export {
  activationNames,
  type Edit,
  type GraphRun,
  type RunGraphOptions,
  runGraph,
} from "./run/run-graph.ts";
export { namedParameters, namedWeights, parameterCount } from "./weights/named-weights.ts";
export { readWeights } from "./weights/read-weights.ts";
export { writeWeights } from "./weights/write-weights.ts";

// Loading a model by tf.loadLayersModel must work after `import "@ganlens/models"`, also from a bundle.
registerLayers();
