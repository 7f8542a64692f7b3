import { contractiveEstimate, meanSquaredError, sparseAbsolute, sparseDivergence } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { AutoencoderConfig } from "../config/autoencoder-config.ts";
import type { Objective, RoundContext } from "../engine/objective.ts";
import { corruptSamples } from "./corrupt-samples.ts";
import { networkObjective } from "./network-objective.ts";

/** What may stand beside an autoencoder's error. */
export type ReconstructionTerms = Pick<
  AutoencoderConfig,
  "corruption" | "sparsity" | "contraction" | "decay"
>;

/**
 * An autoencoder's E‖x − D(E(x̃))‖², mean over pixels, x̃ the image or what corruption makes of it; its player is called `autoencoder`.
 *
 * Parts, where there is more than the error of clean images: `autoencoder/error`, and without weights `autoencoder/sparsity`,
 * `autoencoder/contraction` (an estimate), `autoencoder/code` (E ½‖z‖²) and `autoencoder/decoder` (½‖w‖² of its weights).
 *
 * @see Vincent et al. 2008; Ng 2011; Rifai et al. 2011; Ghosh et al. 2020
 */
export function reconstructionObjective({
  corruption,
  sparsity,
  contraction,
  decay,
}: ReconstructionTerms = {}): Objective {
  if ([corruption, sparsity, contraction, decay].every((each) => each === undefined)) {
    return networkObjective("autoencoder", ({ batch, pass }) => {
      const target = tf.tensor(batch.x.data, [...batch.x.shape]);
      return meanSquaredError({ target, prediction: pass(target) as tf.Tensor });
    });
  }
  return {
    updates: (context) => [
      {
        name: "autoencoder",
        players: ["autoencoder"],
        loss() {
          const { random } = context;
          const { x } = context.batch();
          const target = tf.tensor(x.data, [...x.shape]);
          const given =
            corruption === undefined
              ? target
              : corruptSamples(target, { config: corruption, random: random.split("corruption") });
          const code = context.apply("autoencoder", given, { part: "encoder" }) as tf.Tensor;
          const prediction = context.apply("autoencoder", code, { part: "decoder" }) as tf.Tensor;
          const error = meanSquaredError({ target, prediction });
          const terms: [string, number, tf.Scalar][] = [];
          if (sparsity?.kind === "divergence") {
            const { rate } = sparsity;
            terms.push(["sparsity", sparsity.weight, sparseDivergence({ activations: code, rate })]);
          } else if (sparsity !== undefined) {
            terms.push(["sparsity", sparsity.weight, sparseAbsolute(code)]);
          }
          if (contraction !== undefined) {
            const encode = (images: tf.Tensor) =>
              context.apply("autoencoder", images, { part: "encoder", updateStats: false }) as tf.Tensor;
            const slope = contractiveEstimate({ encode, x: target, random: random.split("contraction") });
            terms.push(["contraction", contraction.weight, slope]);
          }
          if (decay !== undefined) {
            const length = tf.mul(tf.mean(tf.sum(tf.square(code), 1)), 0.5) as tf.Scalar;
            terms.push(["code", decay.code, length], ["decoder", decay.decoder, decoderDecay(context)]);
          }
          return {
            loss: terms.reduce<tf.Scalar>(
              (sum, [, weight, term]) => tf.add(sum, tf.mul(term, weight)),
              error,
            ),
            parts: Object.fromEntries([
              ["autoencoder/error", error],
              ...terms.map(([name, , term]) => [`autoencoder/${name}`, term] as const),
            ]),
          };
        },
      },
    ],
  };
}

/** ½‖w‖² of the decoder's weights. */
function decoderDecay(context: RoundContext): tf.Scalar {
  const weights = [...context.parametersOf("autoencoder")].filter(([name]) =>
    name.startsWith("autoencoder/decoder/"),
  );
  const squares = weights.map(([, weight]) => tf.sum(tf.square(weight)));
  return tf.mul(tf.addN(squares), 0.5) as tf.Scalar;
}
