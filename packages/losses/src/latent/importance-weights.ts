import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/**
 * How q(z) is estimated from a batch: `weighted` (minibatch weighted sampling), `stratified` (minibatch stratified sampling) or
 * `stratified-as-published` (the same with the weights where the authors' code puts them).
 */
export type AggregateEstimator = "weighted" | "stratified" | "stratified-as-published";

/**
 * log w of [sample, posterior], so that log q(z_i) ≈ log Σ_j w_ij q(z_i | x_j), of N samples in all and B in the batch, M = B − 1.
 *
 * `weighted`: 1 / (NB). `stratified`: 1/N for a sample's own posterior, (N − M) / (NM) for one other, 1/M for the rest.
 * `stratified-as-published`: a matrix that is addressed one column short puts 1/N in column 0 and the second weight in column 1, so that
 * numbers from the literature can be had again.
 *
 * @throws {ConfigInvalidError} when N is below B, or stratified sampling has fewer than 2 samples
 */
export function logImportanceWeights({
  estimator,
  batch,
  datasetSize,
}: {
  readonly estimator: AggregateEstimator;
  readonly batch: number;
  readonly datasetSize: number;
}): tf.Tensor2D {
  if (!(datasetSize >= batch) || (estimator !== "weighted" && batch < 2)) {
    throw new ConfigInvalidError({
      message: `Expected a data set of at least one batch, and batches of at least 2 for stratified sampling, received a size of ${datasetSize} and a batch of ${batch}.`,
    });
  }
  if (estimator === "weighted") return tf.fill([batch, batch], -Math.log(datasetSize * batch));
  const others = batch - 1;
  const weights = new Float32Array(batch * batch).fill(1 / others);
  const stratified = (datasetSize - others) / (datasetSize * others);
  const stride = estimator === "stratified" ? batch + 1 : batch;
  for (let at = 0; at < weights.length; at += stride) weights[at] = 1 / datasetSize;
  for (let at = 1; at < weights.length; at += stride) weights[at] = stratified;
  weights[estimator === "stratified" ? others * batch : (others - 1) * batch] = stratified;
  return tf.tensor2d(weights.map(Math.log), [batch, batch]);
}
