import type * as tf from "@tensorflow/tfjs";
import { rawOperations } from "../tensorflow/raw-operations.ts";
import type { AdamSlots } from "./adam-slots.ts";
import { ResourceAdamSlots } from "./resource-adam-slots.ts";
import { TensorAdamSlots } from "./tensor-adam-slots.ts";

/**
 * Opens an empty {@link AdamSlots} on the current backend: on tfjs-node TensorFlow's own Adam on resources, two operations
 * a parameter; elsewhere tensors and {@link adamUpdate}.
 */
export function openAdamSlots(tensorflow: typeof tf): AdamSlots {
  const raw = rawOperations(tensorflow);
  return raw === null ? new TensorAdamSlots(tensorflow) : new ResourceAdamSlots(tensorflow, raw);
}
