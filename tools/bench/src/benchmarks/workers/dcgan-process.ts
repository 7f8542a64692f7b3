import { installGradients, installKernels, moved, openBackend, serveTasks } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { DcganGradients, type DcganTask } from "./dcgan-gradients.ts";
import { DigitFeatures } from "./digit-features.ts";

let networks: DcganGradients | undefined;
let classifier: DigitFeatures | undefined;

serveTasks(
  {
    async gradients(task: DcganTask) {
      networks ??= new DcganGradients();
      const result = await networks.run(task);
      return moved(result, Object.values(result.gradients) as Float32Array<ArrayBuffer>[]);
    },
    async features(images: Float32Array) {
      classifier ??= await DigitFeatures.load();
      const features = await classifier.of(images);
      return moved(features, [features as Float32Array<ArrayBuffer>]);
    },
  },
  async () => {
    await openBackend({ require: "wasm" });
    installKernels(tf);
    installGradients(tf);
  },
);
