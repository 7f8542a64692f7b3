import { Random } from "@ganlens/core";
import { applyModel, buildModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

const random = Random.fromSeed(1);
const generator = buildModel({ spec: { architecture: "mlp-generator" }, name: "generator", random });
generator.summary();

const images = applyModel(generator, tf.randomNormal([4, 100]), { training: false }) as tf.Tensor4D;
console.log(images.shape); // [4, 28, 28, 1]
