import * as tf from "@tensorflow/tfjs";
import type { Layer } from "./layers.ts";
import type { Network, Optimizer } from "./network.ts";
import { trainStep } from "./train-step.ts";

/** A GAN with the non-saturating loss: first the discriminator's step on fresh samples, then the generator's. */
export function adversarialPair({
  generator,
  discriminator,
  real,
  latent,
  optimizers,
}: {
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly real: tf.Tensor;
  readonly latent: number;
  readonly optimizers: readonly [Optimizer, Optimizer];
}): Network {
  const batch = real.shape[0] as number;
  let draws = 0;
  const noise = () => {
    draws += 1;
    return tf.randomNormal([batch, latent], 0, 1, "float32", draws);
  };
  const loss = (score: tf.Tensor) => tf.mean(tf.softplus(score));
  return {
    batch,
    step() {
      const fake = tf.tidy(() => generator.apply(noise()));
      const ofDiscriminator = trainStep(optimizers[1], discriminator.variables, () =>
        tf.add(loss(tf.neg(discriminator.apply(real))), loss(discriminator.apply(fake))),
      );
      fake.dispose();
      const ofGenerator = trainStep(optimizers[0], generator.variables, () =>
        loss(tf.neg(discriminator.apply(generator.apply(noise())))),
      );
      return [ofDiscriminator, ofGenerator];
    },
    dispose() {
      tf.dispose([...generator.variables, ...discriminator.variables, real]);
      for (const optimizer of optimizers) optimizer.dispose();
    },
  };
}
