/**
 * Names of two kernels in TensorFlow.js's registry that normalise a batch by its own statistics, each in one operation. Layers
 * run them where the current backend has them: `@ganlens/backend` registers them, and neither package imports the other.
 *
 * - `forward`: inputs `x` [..., channels], `gamma` and `beta` [channels], all float32; attribute `epsilon`; outputs
 *   y = gamma · (x − mean) / √(variance + epsilon) + beta in x's shape, and the batch's mean and biased variance [channels].
 * - `backward`: inputs `dy` and `x`, `gamma`, `mean` and `variance`; attribute `epsilon`; outputs dx, dgamma, dbeta.
 *
 * They have no gradients of their own.
 */
export const batchNormalizationKernels: { readonly forward: string; readonly backward: string } = {
  forward: "GanlensBatchNormalization",
  backward: "GanlensBatchNormalizationGrad",
};
