import { type BackendName, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adaptiveAugment } from "./adaptive/adaptive-augment.ts";
import { type AdaptiveTransformName, adaptiveTransforms } from "./adaptive/adaptive-transforms.ts";
import { diffAugment } from "./diff-augment.ts";
import { type PolicyName, policies } from "./policies/policies.ts";
import { farthest, noiseImages } from "./testdata/noise-images.ts";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);
const backends: { backend: BackendName; starts: boolean }[] = [
  { backend: "cpu", starts: true },
  { backend: "wasm", starts: true },
  { backend: "node", starts: native },
];

type Change = (x: tf.Tensor4D) => tf.Tensor4D;
const changes: readonly (readonly [string, Change])[] = [
  ...Object.keys(policies).map(
    (name) =>
      [
        name,
        (x: tf.Tensor4D) => diffAugment(x, { policies: [name as PolicyName], random: Random.fromSeed(3) }),
      ] as const,
  ),
  ...Object.keys(adaptiveTransforms).map(
    (name) =>
      [
        `adaptive ${name}`,
        (x: tf.Tensor4D) =>
          adaptiveAugment(x, {
            transforms: [name as AdaptiveTransformName],
            probability: 1,
            random: Random.fromSeed(4),
          }),
      ] as const,
  ),
  [
    "all adaptive ones",
    (x) =>
      adaptiveAugment(x, {
        transforms: Object.keys(adaptiveTransforms) as AdaptiveTransformName[],
        probability: 0.7,
        random: Random.fromSeed(5),
      }),
  ],
];

const numberOf = async (scalar: tf.Tensor) => (await scalar.data())[0] as number;
const dot = (a: tf.Tensor, b: tf.Tensor) => numberOf(tf.sum(tf.mul(a, b)));

describe.each(backends)("on $backend", ({ backend, starts }) => {
  describe.skipIf(!starts)(starts ? "started" : `needs ${backend}`, () => {
    // No kernel or gradient of ours is needed.
    beforeAll(async () => {
      await openBackend({ require: backend });
    });
    beforeEach(() => tf.engine().startScope());
    afterEach(() => tf.engine().endScope());

    it.each(changes)("%s has the gradient of what it does, twice", async (_, change) => {
      const shape: [number, number, number, number] = [3, 6, 5, 3];
      const [x, w] = [noiseImages(1, shape), noiseImages(2, shape)];
      const zero = tf.zerosLike(x) as tf.Tensor4D;
      const linear = tf.sub(change(x), change(zero));
      expect(await farthest(change(x), x)).toBeGreaterThan(0.01);
      // T(x) − T(0) is linear, so ⟨∇⟨T(x), w⟩, x⟩ is ⟨T(x) − T(0), w⟩.
      const gradient = tf.grad((at: tf.Tensor) => tf.sum(tf.mul(change(at as tf.Tensor4D), w)))(x);
      expect(await dot(gradient, x)).toBeCloseTo(await dot(linear, w), 3);
      // Of f = Σ T(x)³/3 the gradient is g = T′(T(x)²); along w, that of ½‖g‖² must be what differences give.
      const norm = (at: tf.Tensor) => {
        const g = tf.grad((to: tf.Tensor) => tf.div(tf.sum(tf.pow(change(to as tf.Tensor4D), 3)), 3))(at);
        return tf.mul(tf.sum(tf.square(g)), 0.5) as tf.Scalar;
      };
      const second = tf.grad(norm)(x);
      const h = 1e-2;
      const away = (sign: number) => numberOf(norm(tf.add(x, tf.mul(w, sign * h))));
      const slope = ((await away(1)) - (await away(-1))) / (2 * h);
      expect((await dot(second, w)) / slope).toBeCloseTo(1, 1);
    });
  });
});
