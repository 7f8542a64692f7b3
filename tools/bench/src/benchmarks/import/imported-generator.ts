import { readFile } from "node:fs/promises";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { generate, importOnnx, networkFromLayers } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { latentSize } from "./dcgan-onnx.ts";

/** The imported generator on wasm: latents laid flat in, images [n, 64, 64, 3] in [0, 1] laid flat out. */
export async function importedGenerator(path: string): Promise<(z: Float32Array) => Promise<Float32Array>> {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  const { model, outputs } = await importOnnx(new Uint8Array(await readFile(path)));
  const network = networkFromLayers(model);
  const spec = { parts: [{ kind: "noise", name: "z", size: latentSize, prior: "normal" }] } as const;
  return async (data) => {
    const z = { data, shape: [data.length / latentSize, latentSize] };
    return (await generate(network, { z }, { spec, range: outputs[0]?.range })).data;
  };
}
