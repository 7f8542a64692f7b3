import * as tf from "@tensorflow/tfjs";
import { adamUpdate } from "../optimizers/adam-update.ts";
import type { AdamSettings, Optimizer } from "./network.ts";

/** tfjs's own Adam, some twelve operations for each variable. */
export function stockAdam({ rate, beta1, epsilon }: AdamSettings): Optimizer {
  const adam = tf.train.adam(rate, beta1, 0.999, epsilon);
  return {
    apply: (_, gradients) =>
      adam.applyGradients(gradients as unknown as Parameters<typeof adam.applyGradients>[0]),
    dispose: () => adam.dispose(),
  };
}

/** Adam by the backend package's update. */
export function fusedAdam({ rate, beta1, epsilon }: AdamSettings): Optimizer {
  const moments = new Map<tf.Variable, { first: tf.Variable; second: tf.Variable }>();
  let step = 0;
  const zeros = (shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape), false));
  return {
    apply(variables, gradients) {
      step += 1;
      for (const parameter of variables) {
        const slot = moments.get(parameter) ?? {
          first: zeros(parameter.shape),
          second: zeros(parameter.shape),
        };
        moments.set(parameter, slot);
        const moved = adamUpdate(tf, {
          parameter,
          gradient: gradients[parameter.name] as tf.Tensor,
          ...slot,
          rate: rate / (1 - beta1 ** step),
          beta1,
          beta2: 0.999,
          secondScale: 1 / (1 - 0.999 ** step),
          epsilon,
        });
        parameter.assign(moved.parameter);
        slot.first.assign(moved.first);
        slot.second.assign(moved.second);
        tf.dispose([moved.parameter, moved.first, moved.second]);
      }
    },
    dispose() {
      for (const slot of moments.values()) tf.dispose([slot.first, slot.second]);
      moments.clear();
    },
  };
}
