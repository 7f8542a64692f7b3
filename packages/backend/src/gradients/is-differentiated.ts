import type * as tf from "@tensorflow/tfjs";

/** Whether what is computed now is itself recorded for a gradient: then only differentiable operations will do. */
export function isDifferentiated(tensorflow: typeof tf): boolean {
  return (tensorflow.engine() as unknown as { isTapeOn(): boolean }).isTapeOn();
}
