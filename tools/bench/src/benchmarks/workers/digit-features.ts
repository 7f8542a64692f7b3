import { applyModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

const batch = 250;
const pixels = 28 * 28;

/** The pinned classifier's 64 features of images of 28 × 28. */
export class DigitFeatures {
  readonly #model: tf.LayersModel;

  private constructor(model: tf.LayersModel) {
    this.#model = model;
  }

  static async load(): Promise<DigitFeatures> {
    const { model } = await loadDigitClassifier();
    return new DigitFeatures(model);
  }

  /** @param images values in [0, 1], shape [count, 28, 28, 1] laid flat */
  async of(images: Float32Array): Promise<Float32Array> {
    const count = images.length / pixels;
    const features = new Float32Array(count * 64);
    for (let from = 0; from < count; from += batch) {
      const to = Math.min(from + batch, count);
      const part = tf.tidy(() => {
        const x = tf.tensor(images.subarray(from * pixels, to * pixels), [to - from, 28, 28, 1]);
        return (applyModel(this.#model, x, { training: false }) as tf.Tensor[])[1] as tf.Tensor;
      });
      features.set((await part.data()) as Float32Array, from * 64);
      part.dispose();
    }
    return features;
  }
}
