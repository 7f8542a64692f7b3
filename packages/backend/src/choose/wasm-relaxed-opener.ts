import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { fusesMultiplyAdd, hasRelaxedSimd } from "../inspect/wasm-features.ts";
import { stockKernel } from "../kernels/install-kernels.ts";
import { loadNativeKernels } from "../native/native-kernels.ts";
import type { BackendOpener } from "./backend-opener.ts";
import { isNode } from "./node-side.ts";
import { wasmOpener } from "./wasm-opener.ts";

const name = "wasm-relaxed";
const hint = "Take wasm, which computes the same with one rounding more.";

/**
 * WebAssembly with fused multiply-add in our kernels, where the processor has it: a tfjs backend under a name of its own that
 * shares wasm's memory and tensors. Its bits are the same on every machine that opens it, and not those of wasm.
 */
export const wasmRelaxedOpener: BackendOpener = {
  registered: name,
  load: async (request) => {
    if (!hasRelaxedSimd()) {
      throw new BackendUnavailableError({
        message: "this runtime has no relaxed SIMD",
        hint: "Use Node 22, Chrome 114 or newer ones; wasm works without it.",
      });
    }
    if (!fusesMultiplyAdd()) {
      throw new BackendUnavailableError({ message: "multiply-add is not fused on this processor", hint });
    }
    if (!isNode() && request.threads > 1) {
      throw new BackendUnavailableError({ message: "its kernels run on one thread", hint });
    }
    await wasmOpener.load(request);
    if (!(await tf.setBackend("wasm"))) throw new Error("WebAssembly did not start");
    // A file of its own: a page fetches it only where it can run.
    const { nativeModuleBase64 } = await import("../native/native-module-relaxed.generated.ts");
    if (loadNativeKernels(tf.backend(), { name, base64: nativeModuleBase64 }) === null) {
      throw new BackendUnavailableError({ message: "its kernels cannot work in tfjs's memory here", hint });
    }
    if (tf.findBackendFactory(name) === null) shareBackend();
  },
  describe: (request) => `${wasmOpener.describe(request)}, fused multiply-add`,
  guard: () => wasmOpener.guard?.(),
};

/** tfjs's wasm backend under a second name, with its stock kernels, which tfjs and we look up by name. */
function shareBackend(): void {
  tf.registerBackend(name, () => tf.findBackend("wasm"), 0);
  for (const kernel of tf.getKernelsForBackend("wasm")) {
    const stock = stockKernel(kernel);
    if (stock !== null) tf.registerKernel({ ...stock, backendName: name });
  }
}
