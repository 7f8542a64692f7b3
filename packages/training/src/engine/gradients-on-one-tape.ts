import * as tf from "@tensorflow/tfjs";

/** Gradients of one loss by variable, in the order given; `null` where the loss does not depend on it. */
export type GradientsOf = (
  loss: tf.Scalar,
  variables: readonly tf.Variable[],
) => readonly (tf.Tensor | null)[];

/**
 * Runs something forwards once, and takes the gradients of as many losses of it as are wanted: what they share is computed once.
 *
 * `tf.variableGrads` gives the gradient of one loss, and forgets all that led to it. Everything runs inside one `tf.tidy`.
 *
 * @param forward computes the losses; its tensors live until `backward` has returned
 * @param backward takes the gradients; its operations are not differentiated again
 * @returns the tensors of `backward`, which the caller disposes
 */
export function gradientsOnOneTape<T, R extends Readonly<Record<string, tf.Tensor>>>(
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
  let kept: R | undefined;
  let failure: { readonly error: unknown } | undefined;
  const run = (): tf.Tensor => {
    try {
      const value = forward();
      // Nothing that runs inside a gradient of one's own is written on the tape.
      return tf.customGrad(() => {
        kept = copies(backward(value, gradientsOf));
        return { value: tf.scalar(0), gradFunc: () => [] };
      })();
    } catch (error) {
      // Thrown on once the tape is gone: it holds tensors that nothing else frees.
      failure = { error };
      return tf.scalar(0);
    }
  };
  tf.tidy(() => {
    engine.gradients(run, [tf.scalar(0)], undefined, true);
  });
  if (failure !== undefined) throw failure.error;
  return owned(kept as R);
}

/** Beyond the end of every surrounding `tf.tidy`. */
function copies<R extends Readonly<Record<string, tf.Tensor>>>(tensors: R): R {
  return mapped(tensors, (tensor) => tf.keep(tf.clone(tensor)));
}

/** Handed over to the surrounding `tf.tidy`, where there is one. */
function owned<R extends Readonly<Record<string, tf.Tensor>>>(tensors: R): R {
  return mapped(tensors, (tensor) => {
    const copy = tf.clone(tensor);
    tensor.dispose();
    return copy;
  });
}

function mapped<R extends Readonly<Record<string, tf.Tensor>>>(
  tensors: R,
  change: (tensor: tf.Tensor) => tf.Tensor,
): R {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)])) as R;
}
