import { openBackend } from "@ganlens/backend";
import { Random, workerPort } from "@ganlens/core";
import { applyModel, buildModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threads from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threads,
});

const port = workerPort();
port.onMessage(async () => {
  const { name } = await openBackend({ require: "wasm" });
  const generator = buildModel({
    spec: { architecture: "mlp-generator" },
    name: "generator",
    random: Random.fromSeed(1),
  });
  const images = applyModel(generator, tf.ones([4, 100]), { training: false });
  // A stored model names layers of ours: they must be in the bundle although nothing here speaks of them.
  const { model } = await loadDigitClassifier();
  const [logits] = [model.predict(images)].flat();
  port.post({
    backend: name,
    shape: images.shape,
    logits: logits.shape,
  });
});
