import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

const gatherNd: Gradient = gradient({
  kernelName: "GatherNd",
  inputsToSave: ["params", "indices"],
  formula: (tensorflow, dy, saved) => {
    const [params, indices] = saved as [tf.Tensor, tf.Tensor];
    return {
      params: () => tensorflow.scatterND(indices, dy, params.shape as [number]),
      indices: () => tensorflow.zeros(indices.shape),
    };
  },
});

const scatterNd: Gradient = gradient({
  kernelName: "ScatterNd",
  inputsToSave: ["indices"],
  formula: (tensorflow, dy, saved) => {
    const [indices] = saved as [tf.Tensor];
    return {
      updates: () => tensorflow.gatherND(dy, indices),
      indices: () => tensorflow.zeros(indices.shape),
    };
  },
});

/** Gathering and scattering by index are each other's gradients. */
export const gatherNdGradients: readonly Gradient[] = [gatherNd, scatterNd];
