import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { tfjsCopies } from "./tfjs-copies.ts";
import { isTfjsNodeSetUp, tfjsNodeFolder } from "./tfjs-node-folder.ts";

/** y = scale · x, with `scale` a weight; small, and enough to see whether classes are shared. */
class Scale extends tf.layers.Layer {
  static readonly className = "GanlensTestScale";
  private scale: tf.LayerVariable | undefined;

  override build(): void {
    this.scale = this.addWeight("scale", [1], "float32", tf.initializers.constant({ value: 3 }));
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
    return tf.mul(x, (this.scale as tf.LayerVariable).read());
  }
}

const there = isTfjsNodeSetUp(tfjsNodeFolder());

describe.skipIf(!there)("tfjs-node in the cache folder (needs `ganlens setup tfjs-node`)", () => {
  beforeAll(async () => {
    await openBackend({ require: "node" });
    tf.serialization.registerClass(Scale as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
  });

  it("is TensorFlow with one thread, on this copy of tfjs and no other", async () => {
    const { device } = await openBackend({ require: "node" });
    expect(device).toMatch(/^TensorFlow C library 2\.\d+\.\d+, 1 thread$/);
    expect(tf.getBackend()).toBe("tensorflow");
    expect(tfjsCopies()).toHaveLength(1);
    expect(process.env.TF_NUM_INTRAOP_THREADS).toBe("1");
  });

  it("trains a custom layer, saves it to a folder by its own handler and loads it again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ganlens-tfjs-node-"));
    try {
      const model = tf.sequential({
        layers: [
          new Scale({ inputShape: [2] }),
          tf.layers.dense({ units: 1, useBias: false, kernelInitializer: "ones" }),
        ],
      });
      const x = tf.tensor2d([[1, 2]]);
      const before = (await (model.predict(x) as tf.Tensor).data())[0] as number;
      expect(before).toBe(9);
      model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
      await model.fit(x, tf.tensor2d([[0]]), { epochs: 1, verbose: 0 });
      const trained = (await (model.predict(x) as tf.Tensor).data())[0] as number;
      expect(trained).toBeLessThan(before);
      await model.save(`file://${folder}`);
      const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
      expect(loaded.layers[0]).toBeInstanceOf(Scale);
      expect((await (loaded.predict(x) as tf.Tensor).data())[0]).toBe(trained);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("keeps its threads for the life of the process", async () => {
    await expect(openBackend({ require: "node", threads: 2 })).rejects.toMatchObject({
      code: "backend-unavailable",
      message: expect.stringMatching(/already runs with 1 threads/),
    });
    await openBackend({ require: "node", threads: 1 });
  });
});
