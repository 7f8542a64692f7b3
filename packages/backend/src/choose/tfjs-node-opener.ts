import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { BackendOpener } from "./backend-opener.ts";
import { isNode, loadNodeSide } from "./node-side.ts";

/** TensorFlow's own library through `@tensorflow/tfjs-node`. */
export const tfjsNodeOpener: BackendOpener = {
  registered: "tensorflow",
  load: async ({ threads }) => {
    if (!isNode()) {
      throw new BackendUnavailableError({
        message: "this is not Node",
        hint: "TensorFlow's library runs in Node only; in a page, take webgpu, webgl or wasm.",
      });
    }
    (await loadNodeSide()).loadTfjsNode({ threads });
  },
  describe: ({ threads }) => {
    const { binding } = tf.backend() as unknown as { readonly binding?: { readonly TF_Version?: string } };
    const version = binding?.TF_Version === undefined ? "" : ` ${binding.TF_Version}`;
    return `TensorFlow C library${version}, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  },
};
