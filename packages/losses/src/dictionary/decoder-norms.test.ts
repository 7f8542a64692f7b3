import { ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { decoderNorms, normalizeDecoder, projectDecoderGradient } from "../index.ts";
import { numbersOf, rows } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const directions = [
  [3, 4],
  [0, 2],
  [-1, 0],
];

describe("a decoder", () => {
  it("has lengths, and directions of length 1", async () => {
    const decoder = rows([...directions, [0, 0]]);
    expect(await numbersOf(decoderNorms(decoder))).toBeAllclose([5, 2, 1, 0]);
    expect(await numbersOf(normalizeDecoder(decoder))).toBeAllclose([0.6, 0.8, 0, 1, -1, 0, 0, 0]);
    await expectNoLeak(tf, () => normalizeDecoder(decoder).dispose());
    decoder.dispose();
  });

  it("loses the part of its gradient that lies along its rows", async () => {
    const [decoder, gradient] = [
      rows(directions),
      rows([
        [1, 1],
        [7, 3],
        [2, -5],
      ]),
    ];
    expect(await numbersOf(projectDecoderGradient({ decoder, gradient }))).toBeAllclose([
      0.16, -0.12, 7, 0, 0, -5,
    ]);
    await expectNoLeak(tf, () => projectDecoderGradient({ decoder, gradient }).dispose());
    const other = tf.zeros([3, 3]);
    expect(() => projectDecoderGradient({ decoder, gradient: other })).toThrow("[3, 2], received [3,3]");
    expect(() => decoderNorms(tf.zeros([3]))).toThrow(ShapeError);
    tf.dispose([decoder, gradient, other]);
  });
});
