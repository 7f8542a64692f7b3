import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { BackendName } from "../choose/backend-name.ts";
import type { StepTime } from "./inspection.ts";

/** A small network whose training step is timed. */
interface TimedStep {
  readonly name: string;
  /** Shapes of the input and of the weights. */
  readonly input: readonly number[];
  readonly weights: readonly (readonly number[])[];
  readonly loss: (x: tf.Tensor, weights: readonly tf.Tensor[]) => tf.Scalar;
}

const steps: readonly TimedStep[] = [
  {
    name: "dense 784-256-784, batch 64",
    input: [64, 784],
    weights: [
      [784, 256],
      [256, 784],
    ],
    loss: (x, [encode, decode]) => {
      const code = tf.relu(tf.matMul(x as tf.Tensor2D, encode as tf.Tensor2D));
      return tf.mean(tf.squaredDifference(tf.matMul(code, decode as tf.Tensor2D), x));
    },
  },
  {
    name: "convolution 5x5, 1-16-32 channels on 28x28, batch 32",
    input: [32, 28, 28, 1],
    weights: [
      [5, 5, 1, 16],
      [5, 5, 16, 32],
    ],
    loss: (x, [first, second]) => {
      const hidden = tf.leakyRelu(tf.conv2d(x as tf.Tensor4D, first as tf.Tensor4D, 2, "same"));
      return tf.mean(tf.square(tf.conv2d(hidden as tf.Tensor4D, second as tf.Tensor4D, 2, "same")));
    },
  },
];

export interface TimeStepsOptions {
  readonly backend: BackendName;
  /** Stops repeating a step after that long. */
  readonly secondsPerStep: number;
  readonly now: () => number;
}

/** Times training steps (gradients and one descent) of small networks on the current backend. */
export async function timeSteps({ backend, secondsPerStep, now }: TimeStepsOptions): Promise<StepTime[]> {
  const times: StepTime[] = [];
  for (const step of steps) {
    try {
      const durations = await runStep(step, { secondsPerStep, now });
      const middle = durations.sort((a, b) => a - b)[durations.length >> 1] as number;
      times.push({ backend, step: step.name, milliseconds: middle, runs: durations.length, problem: null });
    } catch (error) {
      const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      times.push({ backend, step: step.name, milliseconds: null, runs: 0, problem });
    }
  }
  return times;
}

async function runStep(
  { name, input, weights, loss }: TimedStep,
  { secondsPerStep, now }: { readonly secondsPerStep: number; readonly now: () => number },
): Promise<number[]> {
  const random = Random.fromSeed(1).split(name);
  const draw = (shape: readonly number[], scale: number) =>
    tf.tensor(
      random.normal(shape.reduce((a, b) => a * b)).map((value) => value * scale),
      [...shape],
    );
  const x = draw(input, 1);
  const variables = weights.map((shape) => tf.tidy(() => tf.variable(draw(shape, 0.05))));
  const optimizer = tf.train.sgd(1e-3);
  const durations: number[] = [];
  try {
    const end = now() + secondsPerStep * 1e3;
    // The first run compiles shaders and packs weights; it counts only where there is no time for a second.
    for (let run = 0; run <= 20 && (run === 0 || now() < end); run++) {
      if (run === 1) durations.length = 0;
      const start = now();
      const value = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => loss(x, variables), variables);
        optimizer.applyGradients(grads);
        return value;
      });
      await value.data();
      // Reading the loss waits for the forward pass only, where a device runs behind.
      await (variables[0] as tf.Variable).data();
      value.dispose();
      durations.push(now() - start);
    }
  } finally {
    tf.dispose([x, ...variables]);
    optimizer.dispose();
  }
  return durations;
}
