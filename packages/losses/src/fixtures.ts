import type { NdArray } from "@ganlens/core";
import type { FixtureFunction, FixtureTable } from "@ganlens/core/fixtures";
import * as tf from "@tensorflow/tfjs";
import { leastSquares, leastSquaresGame } from "./adversarial/least-squares.ts";
import { minimax } from "./adversarial/minimax.ts";
import { nonSaturating } from "./adversarial/non-saturating.ts";
import { softmaxCrossEntropy } from "./classification/softmax-cross-entropy.ts";
import { binaryCrossEntropy } from "./reconstruction/binary-cross-entropy.ts";
import { meanSquaredError } from "./reconstruction/mean-squared-error.ts";

type Loss = (inputs: Readonly<Record<string, tf.Tensor>>) => tf.Tensor;

async function asNdArray(tensor: tf.Tensor): Promise<NdArray> {
  return { data: Float32Array.from(await tensor.data<"float32">()), shape: [...tensor.shape] };
}

/** Answers `loss` and `grads`, with respect to every input of floating point but the `target`, where there is one. */
function lossAndGradients(loss: Loss, target?: string): FixtureFunction {
  return async ({ inputs }) => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => {
        const { data, shape } = value as NdArray<Float32Array | Int32Array>;
        return [name, tf.tensor(data, [...shape], data instanceof Int32Array ? "int32" : "float32")];
      }),
    );
    const floats = Object.keys(tensors).filter(
      (name) => name !== target && tensors[name]?.dtype === "float32",
    );
    const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => {
      const replaced = Object.fromEntries(floats.map((name, i) => [name, given[i] as tf.Tensor]));
      // Every input takes part, so that one that the loss ignores has a gradient of 0 instead of an error.
      const nothing = tf.mul(tf.addN(given.map((tensor) => tf.sum(tensor))), 0);
      return tf.add(loss({ ...tensors, ...replaced }), nothing);
    })(floats.map((name) => tensors[name] as tf.Tensor));
    const gradients: Record<string, NdArray> = {};
    for (const [i, name] of floats.entries()) gradients[name] = await asNdArray(grads[i] as tf.Tensor);
    const [scalar] = await value.data();
    tf.dispose([tensors, value, grads]);
    return { loss: scalar, grads: gradients };
  };
}

const scores = ({ real, fake }: Readonly<Record<string, tf.Tensor>>) => ({
  realScores: real as tf.Tensor,
  fakeScores: fake as tf.Tensor,
});

const logitsLoss = lossAndGradients(
  ({ x, t }) => binaryCrossEntropy({ logits: x as tf.Tensor, target: t as tf.Tensor }),
  "t",
);

/** Least squares in the form of the case: ours has the paper's ½; `pm1` has targets −1, 1 and 0. */
function leastSquaresForm(side: "discriminatorLoss" | "generatorLoss"): FixtureFunction {
  return (fixture) => {
    const game =
      fixture.variant === "pm1" ? leastSquaresGame({ fake: -1, real: 1, generator: 0 }) : leastSquares;
    const factor = fixture.variant === "01" ? 2 : 1;
    return lossAndGradients((inputs) => tf.mul(game[side](scores(inputs)), factor))(fixture);
  };
}

/** The reference cases of family `losses` that this package answers. */
export const fixtures: FixtureTable = {
  "losses/adv_d_minimax": lossAndGradients((inputs) => minimax.discriminatorLoss(scores(inputs))),
  "losses/adv_d_logistic_softplus": lossAndGradients((inputs) =>
    nonSaturating.discriminatorLoss(scores(inputs)),
  ),
  "losses/adv_g_minimax_saturating": lossAndGradients((inputs) => minimax.generatorLoss(scores(inputs))),
  "losses/adv_g_non_saturating": lossAndGradients((inputs) => nonSaturating.generatorLoss(scores(inputs))),
  "losses/adv_g_logistic_softplus": lossAndGradients((inputs) => nonSaturating.generatorLoss(scores(inputs))),
  "losses/adv_d_lsgan": leastSquaresForm("discriminatorLoss"),
  "losses/adv_g_lsgan": leastSquaresForm("generatorLoss"),
  "losses/recon_bce_logits": logitsLoss,
  "losses/recon_bce_logits_mean": logitsLoss,
  "losses/recon_mse_mean": lossAndGradients(
    ({ x, t }) => meanSquaredError({ prediction: x as tf.Tensor, target: t as tf.Tensor }),
    "t",
  ),
  "losses/softmax_ce": (fixture) =>
    lossAndGradients(({ logits, labels }) =>
      softmaxCrossEntropy({
        logits: logits as tf.Tensor,
        labels: labels as tf.Tensor,
        smoothing: Number(fixture.variant.replace("smoothing", "")),
      }),
    )(fixture),
  "losses/infogan_categorical": lossAndGradients(({ logits, y }) =>
    softmaxCrossEntropy({ logits: logits as tf.Tensor, labels: y as tf.Tensor }),
  ),
  "losses/acgan_real": lossAndGradients(({ d, c, y }) =>
    tf.add(
      nonSaturating.generatorLoss({ fakeScores: d as tf.Tensor }),
      softmaxCrossEntropy({ logits: c as tf.Tensor, labels: y as tf.Tensor }),
    ),
  ),
};
