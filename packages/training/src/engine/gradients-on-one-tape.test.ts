import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test, vi } from "vitest";
import { gradientsOnOneTape } from "./gradients-on-one-tape.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const x = [1, -2, 3];

function kept<T extends Readonly<Record<string, tf.Tensor>>>(tensors: T): T {
  for (const tensor of Object.values(tensors)) tf.keep(tensor);
  return tensors;
}

test("each loss has the gradient that it has alone, and what they share is computed once", async () => {
  const [a, b] = [tf.variable(tf.tensor1d(x)), tf.variable(tf.scalar(2))];
  const before = tf.memory().numTensors;
  const shared = vi.fn(() => tf.tanh(tf.mul(a, b)));
  const [first, second] = [
    (y: tf.Tensor) => tf.sum(tf.square(y)) as tf.Scalar,
    (y: tf.Tensor) => tf.sum(tf.mul(y, b)) as tf.Scalar,
  ];
  const found = gradientsOnOneTape(
    () => {
      const y = shared();
      return { first: first(y), second: second(y) };
    },
    (losses, gradientsOf) => {
      const [ofFirst = null] = gradientsOf(losses.first, [a]);
      const [ofA = null, ofB = null] = gradientsOf(losses.second, [a, b]);
      return kept({
        ...losses,
        ofFirst: ofFirst as tf.Tensor,
        ofA: ofA as tf.Tensor,
        ofB: ofB as tf.Tensor,
      });
    },
  );
  expect(shared).toHaveBeenCalledTimes(1);
  const alone = tf.variableGrads(() => first(shared()), [a]);
  const other = tf.variableGrads(() => second(shared()), [a, b]);
  for (const [name, expected] of [
    ["ofFirst", alone.grads[a.name]],
    ["ofA", other.grads[a.name]],
    ["ofB", other.grads[b.name]],
    ["first", alone.value],
    ["second", other.value],
  ] as const) {
    expect(await found[name].data()).toEqual(await (expected as tf.Tensor).data());
  }
  tf.dispose([found, alone.value, alone.grads, other.value, other.grads]);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([a, b]);
});

test("a loss that holds a gradient itself is differentiated through it", async () => {
  const a = tf.variable(tf.tensor1d(x));
  const before = tf.memory().numTensors;
  // Σ (d/dx Σ a x³)² = Σ (3 a x²)², and d/da of it = 18 a x⁴.
  const found = gradientsOnOneTape(
    () => {
      const slope = tf.grad((at) => tf.sum(tf.mul(a, tf.pow(at, 3))))(tf.tensor1d(x));
      return tf.sum(tf.square(slope)) as tf.Scalar;
    },
    (loss, gradientsOf) => kept({ gradient: gradientsOf(loss, [a])[0] as tf.Tensor }),
  );
  expect(await found.gradient.data()).toBeAllclose(x.map((each) => 18 * each * each ** 4));
  found.gradient.dispose();
  expect(tf.memory().numTensors).toBe(before);
  a.dispose();
});

test("a loss without a variable has no gradient, and an error leaves nothing behind", async () => {
  const a = tf.variable(tf.tensor1d(x));
  const before = tf.memory().numTensors;
  gradientsOnOneTape(
    () => tf.scalar(1),
    (loss, gradientsOf) => {
      expect(gradientsOf(loss, [a])).toEqual([null]);
      return {};
    },
  );
  expect(() =>
    gradientsOnOneTape(
      () => {
        tf.square(a);
        throw new RangeError("as asked");
      },
      () => ({}),
    ),
  ).toThrow("as asked");
  expect(tf.memory().numTensors).toBe(before);
  // The next one starts on a new tape.
  const { gradient } = gradientsOnOneTape(
    () => tf.sum(tf.square(a)) as tf.Scalar,
    (loss, gradientsOf) => kept({ gradient: gradientsOf(loss, [a])[0] as tf.Tensor }),
  );
  expect(await gradient.data()).toBeAllclose([2, -4, 6]);
  tf.dispose([gradient, a]);
});
