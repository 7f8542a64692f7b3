import { checkOneTfjs, openBackend, serveTasks } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { applyModel, buildModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

serveTasks(
  {
    generate: async (seed) => {
      const generator = buildModel({
        spec: { architecture: "mlp-generator" },
        name: "generator",
        random: Random.fromSeed(seed),
      });
      const images = applyModel(generator, tf.ones([4, 100]), { training: false });
      await checkOneTfjs(tf);
      return { backend: tf.getBackend(), shape: images.shape, values: (await images.data()).slice(0, 4) };
    },
  },
  () => openBackend({ require: "wasm" }),
);
