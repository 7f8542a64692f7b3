import { type LensContext, labelPart, type Measure, type Subject } from "@ganlens/core";
import { measure, shareInterval } from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { drawSet } from "../../sets/draw-set.ts";
import { inBatches } from "../../steps/in-batches.ts";

/** How often the pinned classifier sees the class that a conditional generator was asked for; none for others. */
export async function classAgreement(subject: Subject, context: LensContext): Promise<readonly Measure[]> {
  const classes = subject.latents === undefined ? undefined : labelPart(subject.latents.spec)?.classes;
  // The classifier knows ten digits: only a generator that is asked for these ten can be held to them.
  if (classes !== 10) return [];
  const { x, labels } = await drawSet(
    subject,
    { purpose: "class agreement", count: 1000, seed: context.seed },
    context,
  );
  if (labels === undefined) return [];
  const { model } = await loadDigitClassifier();
  const { data: seen } = await inBatches(x, (batch) => {
    const [logits] = applyModel(model, batch, { training: false }) as tf.Tensor[];
    return tf.cast(tf.argMax(logits as tf.Tensor, 1), "float32");
  }).finally(() => disposeModel(model));
  const asked = labels;
  const order = context.random.split("shuffled classes").permutation(asked.length);
  const hits = seen.filter((digit, i) => digit === asked[i]).length;
  const shuffled = seen.filter((digit, i) => digit === asked[order[i] as number]).length;
  return [
    measure({
      name: "share of images in which the pinned classifier sees the class that was asked for",
      ...shareInterval({ hits, n: asked.length }),
      control: {
        value: shuffled / asked.length,
        meaning: "the same images with the classes asked for shuffled",
        expected: "lower",
        margin: 0.1,
      },
      better: "higher",
    }),
  ];
}
