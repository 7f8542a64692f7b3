import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { gateReconstruction } from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { mean, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const directions = [
  [3, 4],
  [0, 2],
  [-1, 0],
];

describe("gateReconstruction", () => {
  const given = () => [
    someValues([2, 2]),
    rows([
      [0.5, -0.4, 1.1],
      [0.3, 0.8, -0.6],
    ]),
    rows(directions),
    rows([0.2, -0.1]),
  ];
  const loss =
    (freezeDecoder: boolean) =>
    (x?: tf.Tensor, gate?: tf.Tensor, decoder?: tf.Tensor, bias?: tf.Tensor): tf.Tensor =>
      gateReconstruction({
        ...{ target: x as tf.Tensor, gate: gate as tf.Tensor },
        ...{ decoder: decoder as tf.Tensor, bias: bias as tf.Tensor, freezeDecoder },
      });

  it("is the squared error from open gates alone", async () => {
    const tensors = given();
    const [x] = [(await (tensors[0] as tf.Tensor).array()) as number[][]];
    const made = [
      [0.5 * 3 - 1.1 + 0.2, 0.5 * 4 - 0.1],
      [0.3 * 3 + 0.2, 0.3 * 4 + 0.8 * 2 - 0.1],
    ];
    await expectLoss({
      loss: loss(false),
      inputs: tensors,
      value: mean(made.map((row, i) => sum(row.map((value, j) => (value - (x[i]?.[j] as number)) ** 2)))),
      atol: 1e-2,
    });
  });

  it("teaches the gate alone where the decoder is frozen", async () => {
    const [x, gate, decoder, bias] = given() as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const frozen = tf.grads(loss(true))([x, gate, decoder, bias]);
    const free = tf.grads(loss(false))([x, gate, decoder, bias]);
    const [ofGate, same] = [await numbersOf(frozen[1] as tf.Tensor), await numbersOf(free[1] as tf.Tensor)];
    expect(ofGate).toEqual(same);
    expect(await numbersOf(frozen[2] as tf.Tensor)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await numbersOf(frozen[3] as tf.Tensor)).toEqual([0, 0]);
    expect(() => loss(true)(x, gate, gate, bias)).toThrow("[3, 2], received [2,3]");
    expect(() => loss(true)(x, gate, decoder, x)).toThrow("a bias of shape [2], received [2,2]");
    expect(() => loss(true)(gate, x, decoder, bias)).toThrow(ShapeError);
    tf.dispose([x, gate, decoder, bias, frozen[0], free[0], free[2], free[3]] as tf.Tensor[]);
  });
});
