import type { PartialGradients } from "@ganlens/backend";
import { dcganParts } from "@ganlens/backend/networks";
import * as tf from "@tensorflow/tfjs";

/** A part of one training step: the weights of both networks, and which samples to draw. */
export interface DcganTask {
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly samples: number;
  readonly seed: number;
}

/** Both networks of the DCGAN with fixed data, ready to take gradients of parts of a batch. */
export class DcganGradients {
  readonly #parts: ReturnType<typeof dcganParts>;
  readonly #variables: Readonly<Record<string, tf.Variable>>;

  constructor() {
    this.#parts = dcganParts(64);
    const { generator, discriminator } = this.#parts;
    this.#variables = Object.fromEntries([
      ...generator.variables.map((variable, i) => [`generator/${i}`, variable]),
      ...discriminator.variables.map((variable, i) => [`discriminator/${i}`, variable]),
    ]);
  }

  /** The variables by name, for the side that moves them. */
  get variables(): Readonly<Record<string, tf.Variable>> {
    return this.#variables;
  }

  /** Gradients of both losses at the given weights; without weights, at those that the variables have. */
  async run({
    weights,
    samples,
    seed,
  }: Partial<DcganTask> & Omit<DcganTask, "weights">): Promise<PartialGradients> {
    const { generator, discriminator, real } = this.#parts;
    for (const [name, values] of Object.entries(weights ?? {})) {
      const variable = this.#variables[name] as tf.Variable;
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    }
    const loss = (score: tf.Tensor) => tf.mean(tf.softplus(score)) as tf.Scalar;
    const results = tf.tidy(() => {
      const noise = () => tf.randomNormal([samples, 100], 0, 1, "float32", seed);
      const fake = generator.apply(noise());
      const x = tf.slice(real, [0, 0, 0, 0], [samples, 28, 28, 1]);
      const ofDiscriminator = tf.variableGrads(
        () => tf.add(loss(tf.neg(discriminator.apply(x))), loss(discriminator.apply(fake))),
        [...discriminator.variables],
      );
      const ofGenerator = tf.variableGrads(
        () => loss(tf.neg(discriminator.apply(generator.apply(noise())))),
        [...generator.variables],
      );
      const grads = { ...ofDiscriminator.grads, ...ofGenerator.grads };
      return { grads, losses: [ofDiscriminator.value, ofGenerator.value] };
    });
    const names = Object.entries(this.#variables);
    const gradients: Record<string, Float32Array> = {};
    for (const [name, variable] of names) {
      gradients[name] = (await (results.grads[variable.name] as tf.Tensor).data()) as Float32Array;
    }
    const losses = await Promise.all(results.losses.map(async (value) => (await value.data())[0] as number));
    tf.dispose(results);
    return { samples, losses, gradients };
  }
}
