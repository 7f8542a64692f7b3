import { type BackendName, installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { applyModel, buildModel, disposeModel, namedParameters } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Finding } from "./finding.ts";

/** Share of the largest entry by which two backends' gradients may differ: float32, summed in another order. */
const tolerance = 1e-3;
const learningRate = 0.05;

/** One step down the gradient of a small network's squared error. */
export interface TrialStep {
  readonly before: number;
  readonly after: number;
  readonly gradient: Float32Array;
}

/** Whether one step on wasm lowers the loss of a small convolutional network, with the gradient that cpu has. */
export async function checkTraining(): Promise<readonly Finding[]> {
  try {
    const reference = await trialStep("cpu");
    const step = await trialStep("wasm");
    return [lossFinding(step), gradientFinding(step, reference)];
  } catch (error) {
    return [
      {
        subject: "training step",
        state: "broken",
        found: `does not run: ${error instanceof Error ? error.message : String(error)}`,
        advice:
          "Use --backend cpu, which is slow but sure, and report this with the output of doctor --json.",
      },
    ];
  }
}

/** Did the loss fall? */
export function lossFinding({ before, after }: Pick<TrialStep, "before" | "after">): Finding {
  const found = `the loss goes from ${before.toFixed(4)} to ${after.toFixed(4)}`;
  if (after < before) return { subject: "training step", state: "good", found: `on wasm ${found}` };
  return {
    subject: "training step",
    state: "broken",
    found: `on wasm ${found}: it should fall`,
    advice: "Use --backend cpu, and report this with the output of doctor --json.",
  };
}

/** Do the gradients of two backends agree? */
export function gradientFinding(
  { gradient }: Pick<TrialStep, "gradient">,
  reference: Pick<TrialStep, "gradient">,
): Finding {
  const subject = "gradients";
  const largest = reference.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const apart = gradient.reduce((most, value, i) => {
    return Math.max(most, Math.abs(value - (reference.gradient[i] ?? Number.NaN)));
  }, 0);
  const difference = apart / largest;
  if (gradient.length === reference.gradient.length && difference <= tolerance) {
    return { subject, state: "good", found: `wasm agrees with cpu to ${difference.toExponential(1)}` };
  }
  return {
    subject,
    state: "broken",
    found: `wasm differs from cpu by ${difference.toExponential(1)} of the largest entry`,
    advice: "Use --backend cpu, and report this with the output of doctor --json.",
  };
}

async function trialStep(name: BackendName): Promise<TrialStep> {
  await openBackend({ require: name });
  installKernels(tf);
  installGradients(tf);
  const random = Random.fromSeed(0);
  const spec = { architecture: "dcgan-discriminator", width: 4 };
  const model = buildModel({ spec, name: "doctor", random: random.split("weights") });
  const images = random.split("images").uniform(4 * 28 * 28, { low: -1, high: 1 });
  const x = tf.tensor(images, [4, 28, 28, 1]);
  const parameters = [...namedParameters(model).values()];
  const loss = (): tf.Scalar => {
    const output = applyModel(model, x, { training: false });
    const score = (Array.isArray(output) ? output[0] : output) as tf.Tensor;
    return tf.mean(tf.square(tf.sub(score, 1)));
  };
  try {
    const { value, gradient } = tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, parameters);
      const all = parameters.map((variable) => grads[variable.name] as tf.Tensor);
      for (const [i, variable] of parameters.entries()) {
        variable.assign(tf.sub(variable, tf.mul(all[i] as tf.Tensor, learningRate)));
      }
      return { value, gradient: tf.concat(all.map((each) => tf.reshape(each, [-1]))) };
    });
    const later = tf.tidy(loss);
    const [[before = Number.NaN], entries, [after = Number.NaN]] = (await Promise.all([
      value.data(),
      gradient.data(),
      later.data(),
    ])) as [Float32Array, Float32Array, Float32Array];
    tf.dispose([value, gradient, later]);
    return { before, after, gradient: entries };
  } finally {
    disposeModel(model);
    x.dispose();
  }
}
