// Every layer that a model may be built of: one line for each makes it public and known to tf.loadLayersModel.
export {
  AdaptiveInstanceNormalization,
  type AdaptiveInstanceNormalizationArgs,
} from "./adaptive-instance-normalization.ts";
export { BatchNormalization, type BatchNormalizationArgs } from "./batch-normalization.ts";
export { BlurPooling, type BlurPoolingArgs } from "./blur-pooling.ts";
export { CapsuleLengths } from "./capsule-lengths.ts";
export {
  ConditionalBatchNormalization,
  type ConditionalBatchNormalizationArgs,
} from "./conditional-batch-normalization.ts";
export { DigitCapsules, type DigitCapsulesArgs } from "./digit-capsules.ts";
export { Dropout, type DropoutArgs } from "./dropout.ts";
export { GaussianNoise, type GaussianNoiseArgs } from "./gaussian-noise.ts";
export { GradientReversal, type GradientReversalArgs } from "./gradient-reversal.ts";
export { GroupNormalization, type GroupNormalizationArgs } from "./group-normalization.ts";
export { GumbelSoftmax, type GumbelSoftmaxArgs } from "./gumbel-softmax.ts";
export { InstanceNormalization } from "./instance-normalization.ts";
export { LayerNormalization, type LayerNormalizationArgs } from "./layer-normalization.ts";
export { MappingNetwork, type MappingNetworkArgs } from "./mapping-network.ts";
export { Maxout, type MaxoutArgs } from "./maxout.ts";
export { MinibatchDiscrimination, type MinibatchDiscriminationArgs } from "./minibatch-discrimination.ts";
export {
  MinibatchStandardDeviation,
  type MinibatchStandardDeviationArgs,
} from "./minibatch-standard-deviation.ts";
export { OneHot, type OneHotArgs } from "./one-hot.ts";
export { PixelNormalization, type PixelNormalizationArgs } from "./pixel-normalization.ts";
export { PixelShuffle, type PixelShuffleArgs } from "./pixel-shuffle.ts";
export { PrimaryCapsules, type PrimaryCapsulesArgs } from "./primary-capsules.ts";
export { ReflectionPadding, type ReflectionPaddingArgs } from "./reflection-padding.ts";
export { Reparameterization } from "./reparameterization.ts";
export { Resize, type ResizeArgs } from "./resize.ts";
export {
  RootMeanSquareNormalization,
  type RootMeanSquareNormalizationArgs,
} from "./root-mean-square-normalization.ts";
export { ScaledDotProductAttention } from "./scaled-dot-product-attention.ts";
export { SelfAttention, type SelfAttentionArgs } from "./self-attention.ts";
export { SpectralConvolution, type SpectralConvolutionArgs } from "./spectral-convolution.ts";
export { SpectralDense, type SpectralDenseArgs } from "./spectral-dense.ts";
export { SpectralEmbedding, type SpectralEmbeddingArgs } from "./spectral-embedding.ts";
export { StyleConvolution, type StyleConvolutionArgs } from "./style-convolution.ts";
export { VectorQuantizer, type VectorQuantizerArgs } from "./vector-quantizer.ts";
