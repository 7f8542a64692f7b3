import type * as tf from "@tensorflow/tfjs";
import type { Restore } from "../kernels/install-kernels.ts";
import { avgPoolGradients } from "./avg-pool.ts";
import { comparisons } from "./comparisons.ts";
import { conv2dGradients } from "./conv2d.ts";
import { conv3dGradients } from "./conv3d.ts";
import { cropAndResize } from "./crop-and-resize.ts";
import { cumulativeGradients } from "./cumulative.ts";
import { depthToSpace } from "./depth-to-space.ts";
import { depthwiseConv2dGradients } from "./depthwise-conv2d.ts";
import { dilation2d } from "./dilation2d.ts";
import { einsum } from "./einsum.ts";
import { elementWisePairs } from "./element-wise-pairs.ts";
import { eluGrad } from "./elu-grad.ts";
import { fastActivations } from "./fast-activations.ts";
import { fastReductions } from "./fast-reductions.ts";
import { createFusedBatchNormGradient } from "./fused-batch-norm.ts";
import { gatherNdGradients } from "./gather-nd.ts";
import type { Gradient } from "./gradient.ts";
import { computeFusedGradientsWhenNeeded } from "./lazy-fused.ts";
import { localResponseNormalization } from "./local-response-normalization.ts";
import { maxPoolGrad } from "./max-pool-grad.ts";
import { mirrorPad } from "./mirror-pad.ts";
import { resizeGradients } from "./resize.ts";
import { trackSavedTensors } from "./saved-tensors.ts";
import { stridedSlice } from "./strided-slice.ts";
import { topK } from "./top-k.ts";
import { transform } from "./transform.ts";

const gradients: readonly Gradient[] = [
  {
    kernelName: "FusedBatchNorm",
    create: (tensorflow) => ({
      ...tensorflow.getGradient("FusedBatchNorm"),
      gradFunc: createFusedBatchNormGradient(tensorflow),
    }),
  },
  ...fastActivations,
  ...fastReductions,
  ...comparisons,
  ...elementWisePairs,
  eluGrad,
  ...conv2dGradients,
  ...depthwiseConv2dGradients,
  ...conv3dGradients,
  ...avgPoolGradients,
  maxPoolGrad,
  dilation2d,
  ...resizeGradients,
  mirrorPad,
  depthToSpace,
  ...gatherNdGradients,
  stridedSlice,
  einsum,
  ...cumulativeGradients,
  topK,
  localResponseNormalization,
  cropAndResize,
  transform,
];

const installed = new WeakMap<object, Restore>();

/**
 * Makes the gradients of tfjs right to second order, on the caller's own tfjs and for every backend: replaces those that
 * are wrong or slow, adds those that are missing, and records saved tensors so that gradients of gradients see them.
 *
 * Idempotent: a second call changes nothing and returns the same {@link Restore}.
 *
 * @param tensorflow the caller's tfjs
 * @returns a function that puts the stock gradients back
 */
export function installGradients(tensorflow: typeof tf): Restore {
  const engine = tensorflow.engine();
  const before = installed.get(engine);
  if (before !== undefined) return before;
  const undo = [
    ...gradients.map((ours) => replaceGradient(tensorflow, ours)),
    // The later wraps the earlier, so they are undone the other way round.
    trackSavedTensors(tensorflow),
    computeFusedGradientsWhenNeeded(tensorflow),
  ];
  const restore: Restore = () => {
    if (!installed.delete(engine)) return;
    for (const step of undo.reverse()) step();
  };
  installed.set(engine, restore);
  return restore;
}

/** True when {@link installGradients} holds on this tfjs: what a penalty of second order needs. */
export function gradientsInstalled(tensorflow: typeof tf): boolean {
  return installed.has(tensorflow.engine());
}

function replaceGradient(tensorflow: typeof tf, { kernelName, create }: Gradient): () => void {
  const config = create(tensorflow);
  const stock = tensorflow.getGradient(kernelName);
  if (stock !== undefined) tensorflow.unregisterGradient(kernelName);
  tensorflow.registerGradient(config);
  return () => {
    tensorflow.unregisterGradient(kernelName);
    if (stock !== undefined) tensorflow.registerGradient(stock);
  };
}
