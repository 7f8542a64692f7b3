import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs";
import { installGradients } from "../../gradients/install-gradients.ts";
import { installKernels } from "../../kernels/install-kernels.ts";
import { checkOperations, type OperationCheck } from "../check-operations.ts";

/** What the page of the browser tests does; it leaves its functions where the tests find them. */
export interface CheckPage {
  /**
   * @param options whether one variant of each operation is enough, and whether our kernels and gradients are installed
   * @throws {Error} when the backend does not start here
   */
  check(
    backend: "webgl" | "webgpu",
    options: { readonly quick: boolean; readonly installed: boolean },
  ): Promise<{ readonly rows: readonly OperationCheck[]; readonly leaked: number }>;
}

const checkPage: CheckPage = {
  async check(backend, { quick, installed }) {
    if (!(await tf.setBackend(backend)) || tf.getBackend() !== backend) {
      throw new Error(`Expected ${backend} to start in this Chromium; it does not.`);
    }
    const undo = installed ? [installKernels(tf), installGradients(tf)] : [];
    const before = tf.memory().numTensors;
    const rows = await checkOperations({ tf, quick });
    for (const step of undo) step();
    return { rows, leaked: tf.memory().numTensors - before };
  },
};

Object.assign(globalThis, { checkPage });
