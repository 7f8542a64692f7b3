import * as tf from "@tensorflow/tfjs";

/** Gradients of one loss by variable, in the order given; `null` where the loss does not depend on it. */
export type GradientsOf = (
  loss: tf.Scalar,
  variables: readonly tf.Variable[],
) => readonly (tf.Tensor | null)[];

/**
 * Runs something forwards once, and takes the gradients of as many losses of it as are wanted: what they share is computed once.
 *
 * `tf.variableGrads` gives the gradient of one loss, and forgets all that led to it.
 *
 * @param forward computes the losses; its tensors live until `backward` has returned
 * @param backward takes the gradients; its operations are not differentiated again. What it gives out must be kept with `tf.keep`,
 *   for everything runs inside one `tf.tidy`, and is disposed by the caller
 */
export function gradientsOnOneTape<T, R>(
  forward: () => T,
  backward: (value: T, gradientsOf: GradientsOf) => R,
): R {
  const engine = tf.engine();
  const gradientsOf: GradientsOf = (loss, variables) =>
    variables.length === 0
      ? []
      : engine
          .gradients(() => loss, [...variables], undefined, true)
          .grads.map((gradient: tf.Tensor | null | undefined) => gradient ?? null);
  let outcome: { readonly result: R } | { readonly error: unknown } | undefined;
  const run = (): tf.Tensor => {
    try {
      const value = forward();
      // Nothing that runs inside a gradient of one's own is written on the tape.
      return tf.customGrad(() => {
        outcome = { result: backward(value, gradientsOf) };
        return { value: tf.scalar(0), gradFunc: () => [] };
      })();
    } catch (error) {
      // Thrown on once the tape is gone: it holds tensors that nothing else frees.
      outcome = { error };
      return tf.scalar(0);
    }
  };
  tf.tidy(() => {
    engine.gradients(run, [tf.scalar(0)], undefined, true);
  });
  const { result, error } = outcome as unknown as { readonly result: R; readonly error?: unknown };
  if (error !== undefined) throw error;
  return result;
}
