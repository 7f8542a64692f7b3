import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { watchDevice } from "../memory/watch-device.ts";
import type { BackendOpener } from "./backend-opener.ts";
import { isNode, loadNodeSide } from "./node-side.ts";

const packageName = "@tensorflow/tfjs-backend-webgpu";

/** WebGPU: a browser's own, or Dawn in Node (the npm package `webgpu`). */
export const webgpuOpener: BackendOpener = {
  registered: "webgpu",
  load: async ({ requested }) => {
    if (isNode()) await (await loadNodeSide()).provideWebgpu({ requested });
    const gpu = (globalThis.navigator as { readonly gpu?: Gpu } | undefined)?.gpu;
    if (gpu === undefined) {
      throw new BackendUnavailableError({
        message: "this browser has no WebGPU",
        hint: "Open the page over https or from localhost, in a browser that has WebGPU.",
      });
    }
    const adapter = await gpu.requestAdapter();
    if (adapter === null) {
      throw new BackendUnavailableError({
        message: "WebGPU finds no graphics adapter",
        hint: "Check that graphics acceleration is switched on.",
      });
    }
    if (!requested && adapter.info?.isFallbackAdapter === true) {
      throw new BackendUnavailableError({
        message: `the only adapter (${adapter.info.architecture || "unnamed"}) computes in software, slower than wasm`,
        hint: "Ask for webgpu by name to use it all the same.",
      });
    }
    if (tf.findBackendFactory("webgpu") === null) await loadWebgpuBackend();
  },
  describe: () => {
    const { adapterInfo } = tf.backend() as unknown as { readonly adapterInfo?: AdapterInfo };
    const { vendor, architecture } = adapterInfo ?? {};
    const software = architecture === "swiftshader" ? " (software)" : "";
    return ["WebGPU", ...[vendor, architecture].filter(Boolean)].join(" ") + software;
  },
  guard: () => {
    watchDevice(tf);
  },
};

interface Gpu {
  requestAdapter(): Promise<{ readonly info?: AdapterInfo } | null>;
}

interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly isFallbackAdapter?: boolean;
}

async function loadWebgpuBackend(): Promise<void> {
  try {
    await import(/* @vite-ignore */ packageName);
  } catch (cause) {
    throw new BackendUnavailableError({
      message: `${packageName} is not installed`,
      hint: isNode()
        ? `npm install ${packageName}@4.22.0`
        : `Import ${packageName} in the page's own code; a bundler leaves optional packages out.`,
      cause,
    });
  }
}
