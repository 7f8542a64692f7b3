import { nonSaturating } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";

const realScores = tf.tensor1d([2, 1]); // the discriminator's logits
const fakeScores = tf.tensor1d([-1, 0]);
const forDiscriminator = nonSaturating.discriminatorLoss({ realScores, fakeScores });
const forGenerator = nonSaturating.generatorLoss({ fakeScores });
console.log(await forDiscriminator.data(), await forGenerator.data());
