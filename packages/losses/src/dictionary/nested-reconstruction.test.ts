import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { meanSquaredError, nestedReconstruction } from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("nestedReconstruction", () => {
  const tensors = () => [someValues([2, 2]), someValues([2, 4], 1), someValues([4, 2], 2), rows([0.3, -0.2])];

  it("sums the errors of every prefix", async () => {
    const [target, f, w, bias] = tensors() as [tf.Tensor, tf.Tensor2D, tf.Tensor2D, tf.Tensor];
    const errorOf = async (size: number) => {
      const prediction = tf.tidy(() =>
        tf.add(tf.matMul(tf.slice(f, [0, 0], [2, size]), tf.slice(w, [0, 0], [size, 2])), bias),
      );
      const [error] = await numbersOf(meanSquaredError({ target, prediction, reduction: "batch-mean" }));
      prediction.dispose();
      return error as number;
    };
    const value = 2 * (await errorOf(1)) + 0.5 * (await errorOf(3)) + (await errorOf(4));
    await expectLoss({
      loss: (x, activations, decoder, b) =>
        nestedReconstruction({
          ...{ target: x as tf.Tensor, activations: activations as tf.Tensor },
          ...{ decoder: decoder as tf.Tensor, bias: b as tf.Tensor },
          ...{ prefixes: [1, 3, 4], weights: [2, 0.5, 1] },
        }),
      inputs: [target, f, w, bias],
      value,
      atol: 2e-2,
    });
  });

  it("of one prefix is the plain error; what does not fit is refused", async () => {
    const [target, activations, decoder, bias] = tensors() as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const given = { target, activations, decoder, bias };
    const call = (prefixes: number[], weights?: number[]) => () =>
      nestedReconstruction({ ...given, prefixes, ...(weights === undefined ? {} : { weights }) });
    for (const prefixes of [[], [4, 4], [2, 3], [0, 4], [1.5, 4]])
      expect(call(prefixes)).toThrow(ConfigInvalidError);
    expect(call([2, 4], [1])).toThrow("end with 4, and a weight for each, received [2,4] and 1 weights");
    expect(() => nestedReconstruction({ ...given, bias: target, prefixes: [4] })).toThrow(
      "[2], received [2,2]",
    );
    expect(() => nestedReconstruction({ ...given, decoder: target, prefixes: [4] })).toThrow(
      "[4, 2], received [2,2]",
    );
    const prediction = tf.tidy(() =>
      tf.add(tf.matMul(activations as tf.Tensor2D, decoder as tf.Tensor2D), bias),
    );
    const plain = await numbersOf(meanSquaredError({ target, prediction, reduction: "batch-mean" }));
    expect(await numbersOf(call([4])())).toBeAllclose(plain);
    tf.dispose([target, activations, decoder, bias, prediction]);
  });
});
