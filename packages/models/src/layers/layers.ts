// Every layer that a model may be built of: one line for each makes it public and known to tf.loadLayersModel.
export { BatchNormalization, type BatchNormalizationArgs } from "./batch-normalization.ts";
export { Dropout, type DropoutArgs } from "./dropout.ts";
export { OneHot, type OneHotArgs } from "./one-hot.ts";
