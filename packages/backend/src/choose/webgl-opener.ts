import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { watchDevice } from "../memory/watch-device.ts";
import type { BackendOpener } from "./backend-opener.ts";

/** WebGL 2 or 1, in a page or a worker. */
export const webglOpener: BackendOpener = {
  registered: "webgl",
  load: async () => {
    if (typeof document !== "undefined" || typeof OffscreenCanvas !== "undefined") return;
    throw new BackendUnavailableError({
      message: "there is no canvas here",
      hint: "WebGL runs in a browser only; in Node, take node, webgpu or wasm.",
    });
  },
  describe: () => {
    const version = tf.env().getNumber("WEBGL_VERSION");
    return `WebGL ${version}${tf.env().getBool("WEBGL_RENDER_FLOAT32_CAPABLE") ? "" : ", 16-bit floats"}`;
  },
  guard: () => {
    watchDevice(tf);
  },
};
