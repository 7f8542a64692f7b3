import { installGradients, installKernels, openBackend, serveTasks } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { DcganGradients, type DcganTask } from "./dcgan-gradients.ts";

let networks: DcganGradients | undefined;

serveTasks({ gradients: (task: DcganTask) => (networks as DcganGradients).run(task) }, async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  networks = new DcganGradients();
});
