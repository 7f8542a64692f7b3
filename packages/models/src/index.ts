import { registerLayers } from "./layers/register-layers.ts";

export type { Architecture, ModelRole } from "./architecture/architecture.ts";
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
export type { ForeignModel, ModelPort } from "./foreign/foreign-model.ts";
export { type OpenForeignModelOptions, openForeignModel } from "./foreign/open-foreign-model.ts";
export { replaceableLayers } from "./foreign/replaceable-layers.ts";
export { type Runnable, runnable } from "./foreign/runnable.ts";
export { vectorJacobianProduct } from "./foreign/vector-jacobian-product.ts";
export { type GenerateOptions, generate, generateTensor } from "./generator/generate.ts";
export {
  type GeneratorNetwork,
  type NetworkInput,
  networkFromLayers,
  networkFromModel,
} from "./generator/generator-network.ts";
export { latentTensors } from "./generator/latent-tensors.ts";
export { channelsLast, loadGenerator, networkFromForeign } from "./generator/load-generator.ts";
export { paddedLatents } from "./generator/padded-latents.ts";
export { fromModelRange, type PixelRange, toModelRange } from "./generator/pixel-range.ts";
export {
  type ImportedGenerator,
  type ImportGeneratorOptions,
  importGenerator,
} from "./import/import-generator.ts";
export { type ImportGeneratorRunOptions, importGeneratorRun } from "./import/import-generator-run.ts";
export { type LatentOptions, latentForInputs } from "./import/latent-for-inputs.ts";
export type { ImportedInput, ImportedOutput } from "./import/network-ports.ts";
export { type ImportedNetwork, openImported } from "./import/open-imported.ts";
export * from "./layers/layers.ts";
export { normalizeWithBatchStatistics } from "./layers/normalize-with-batch-statistics.ts";
export type { ScaledNormalizationArgs } from "./layers/scaled-normalization.ts";
export { type ImportedOnnx, type ImportOnnxOptions, importOnnx } from "./onnx/import-onnx.ts";
export type { OnnxPort } from "./onnx/onnx-port.ts";
export { onnxOperators } from "./onnx/operators/operators.ts";
export { loadDigitClassifier } from "./pretrained/load-digit-classifier.ts";
export { type PretrainedModule, pretrainedModuleSource } from "./pretrained/pretrained-module.ts";
export { type ApplyOptions, applyModel } from "./run/apply-model.ts";
export { disposeModel } from "./run/dispose-model.ts";
export { dominatingLayers } from "./run/dominating-layers.ts";
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
