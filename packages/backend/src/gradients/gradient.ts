import type * as tf from "@tensorflow/tfjs";

/** The gradient of one kernel, to be registered on the caller's tfjs. */
export interface Gradient {
  readonly kernelName: string;
  create(tensorflow: typeof tf): tf.GradConfig;
}

/** What {@link gradient} takes: `A` are the kernel's attributes, `D` what arrives from above. */
export interface GradientDefinition<A, D> {
  readonly kernelName: string;
  /** Inputs that the formula needs, in the order in which it gets them. */
  readonly inputsToSave?: readonly string[];
  readonly saveAllInputs?: boolean;
  /** Which outputs the formula needs; they come after the inputs. */
  readonly outputsToSave?: readonly boolean[];
  /**
   * Written with differentiable operations, so that it can be differentiated itself: one function per input of the
   * kernel.
   */
  readonly formula: (
    tensorflow: typeof tf,
    dy: D,
    saved: readonly tf.Tensor[],
    attributes: A,
  ) => Readonly<Record<string, () => tf.Tensor>>;
}

/** A gradient in the form that tfjs registers. */
export function gradient<A = unknown, D = tf.Tensor>({
  kernelName,
  inputsToSave,
  saveAllInputs,
  outputsToSave,
  formula,
}: GradientDefinition<A, D>): Gradient {
  return {
    kernelName,
    create: (tensorflow) => ({
      kernelName,
      ...(inputsToSave === undefined ? {} : { inputsToSave: [...inputsToSave] }),
      ...(saveAllInputs === undefined ? {} : { saveAllInputs }),
      ...(outputsToSave === undefined ? {} : { outputsToSave: [...outputsToSave] }),
      gradFunc: (dy, saved, attributes) => formula(tensorflow, dy as D, saved, attributes as unknown as A),
    }),
  };
}
