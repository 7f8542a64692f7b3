import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { watchDevice } from "../memory/watch-device.ts";
import type { BackendOpener } from "./backend-opener.ts";

/** WebGL 2 or 1, in a page or a worker. */
export const webglOpener: BackendOpener = {
  registered: "webgl",
  load: async ({ requested }) => {
    if (typeof document === "undefined" && typeof OffscreenCanvas === "undefined") {
      throw new BackendUnavailableError({
        message: "there is no canvas here",
        hint: "WebGL runs in a browser only; in Node, take node, webgpu or wasm.",
      });
    }
    const renderer = softwareRenderer();
    if (requested || renderer === null) return;
    throw new BackendUnavailableError({
      message: `its renderer (${renderer}) computes in software, slower than wasm`,
      hint: "Ask for webgl by name to use it all the same.",
    });
  },
  describe: () => {
    const version = tf.env().getNumber("WEBGL_VERSION");
    const floats = tf.env().getBool("WEBGL_RENDER_FLOAT32_CAPABLE") ? "" : ", 16-bit floats";
    return `WebGL ${version}${floats}${softwareRenderer() === null ? "" : " (software)"}`;
  },
  guard: () => {
    watchDevice(tf);
  },
};

/** How software that draws without a graphics card names itself. */
const software = /swiftshader|llvmpipe|softpipe|software rasterizer|microsoft basic render/i;

/** The renderer's name where it is software; null where it is not, or a browser does not tell. */
function softwareRenderer(): string | null {
  const canvas =
    typeof OffscreenCanvas === "undefined" ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl") as WebGLRenderingContext | null;
  const names = gl?.getExtension("WEBGL_debug_renderer_info") ?? null;
  if (gl === null || names === null) return null;
  const renderer = String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return software.test(renderer) ? renderer : null;
}
