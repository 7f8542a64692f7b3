import * as tf from "@tensorflow/tfjs";
import { openAdamSlots } from "../optimizers/open-adam-slots.ts";
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

/** Adam by the backend package's slots. */
export function fusedAdam({ rate, beta1, epsilon }: AdamSettings): Optimizer {
  const slots = openAdamSlots(tf);
  const beta2 = 0.999;
  let count = 0;
  return {
    apply(variables, gradients) {
      count += 1;
      const step = {
        rate: rate / (1 - beta1 ** count),
        beta1,
        beta2,
        secondScale: 1 / (1 - beta2 ** count),
        epsilon,
      };
      for (const parameter of variables) {
        slots.update(parameter.name, parameter, gradients[parameter.name] as tf.Tensor, step);
      }
    },
    dispose: () => slots.dispose(),
  };
}
