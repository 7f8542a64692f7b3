import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";

const { name, device, reason } = await openBackend({ prefer: "wasm" });
installKernels(tf);
installGradients(tf); // without the two, wasm has no kernel for this gradient

const images = tf.ones<tf.Rank.R4>([1, 8, 8, 1]);
const filter = tf.ones<tf.Rank.R4>([3, 3, 1, 1]);
const gradient = tf.grad((kernel) => tf.conv2d(images, kernel as tf.Tensor4D, 1, "same"))(filter);
console.log(`${name} on ${device}: ${reason}`, await gradient.data());
