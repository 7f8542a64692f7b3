import { runCommand } from "./run-command.ts";

/**
 * d/dw Σ (x ⋆ w) for x = 0…8 as a 3 × 3 image and a 2 × 2 filter: each weight's gradient is the sum of the four pixels that
 * it meets, 8, 12, 20 and 24.
 */
const program = `
const utilities = require("node:util");
utilities.isNullOrUndefined = (value) => value === null || value === undefined;
utilities.isArray = Array.isArray;
const tf = require("@tensorflow/tfjs-node");
if (tf.getBackend() !== "tensorflow") throw new Error("the backend is " + tf.getBackend());
const x = tf.range(0, 9).reshape([1, 3, 3, 1]);
const gradient = tf.grad((w) => tf.conv2d(x, w, 1, "valid").sum())(tf.ones([2, 2, 1, 1]));
const values = [...gradient.dataSync()].join();
if (values !== "8,12,20,24") throw new Error("a convolution's gradient is " + values + ", not 8,12,20,24");
console.log("TensorFlow " + tf.backend().binding.TF_Version + " on Node " + process.versions.node);
`;

/**
 * Loads tfjs-node from a folder in a process of its own and checks one gradient.
 *
 * @returns what ran: `TensorFlow 2.13.1 on Node 20.19.0`
 * @throws {BackendUnavailableError} when it does not load or computes something else
 */
export async function smokeTest(folder: string, signal?: AbortSignal): Promise<string> {
  const output = await runCommand([process.execPath, "--input-type=commonjs", "--eval", program], {
    folder,
    signal,
    hint: `Remove the folder and run the setup again: ${folder}`,
    environment: { TF_CPP_MIN_LOG_LEVEL: "2", NODE_OPTIONS: "" },
  });
  return output.trim();
}
