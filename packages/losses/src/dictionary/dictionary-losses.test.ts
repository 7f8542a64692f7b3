import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  deadFeaturesLoss,
  deadPreActivationLoss,
  decoderNorms,
  gateReconstruction,
  geometricMedian,
  meanSquaredError,
  nestedReconstruction,
  normalizeDecoder,
  projectDecoderGradient,
  saturatingSparsity,
  weightedAbsolute,
} from "../index.ts";
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

describe("sparsity", () => {
  const active = [
    [0.5, 0.1, 0.7],
    [0.2, 1, 0.3],
  ];
  const lengths = [5, 2, 1];

  it("counts activations by the length of their direction", async () => {
    await expectLoss({
      loss: (f, w) => weightedAbsolute({ activations: f as tf.Tensor, decoder: w as tf.Tensor }),
      inputs: [rows(active), rows(directions)],
      value: mean(active.map((row) => sum(row.map((f, j) => f * (lengths[j] as number))))),
    });
    await expectLoss({
      loss: (f, w) =>
        saturatingSparsity({ activations: f as tf.Tensor, decoder: w as tf.Tensor, scale: 0.7 }),
      inputs: [rows(active), rows(directions)],
      value: mean(active.map((row) => sum(row.map((f, j) => Math.tanh(0.7 * f * (lengths[j] as number)))))),
    });
  });

  it("refuses a decoder of other features", () => {
    const [activations, decoder] = [tf.zeros([2, 4]), rows(directions)];
    expect(() => weightedAbsolute({ activations, decoder })).toThrow("[4, width], received [3,2]");
    expect(() => saturatingSparsity({ activations, decoder })).toThrow("[4, width], received [3,2]");
    tf.dispose([activations, decoder]);
  });
});

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

describe("deadFeaturesLoss", () => {
  const before = [
    [9, 0.4, 0.9, -0.5],
    [9, -0.3, -0.2, 0.6],
  ];
  const width = [
    [8, 8],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const errors = [
    [1, 2],
    [-1, 0.5],
  ];
  const distance = (made: number[][]) =>
    mean(made.map((row, i) => sum(row.map((value, j) => (value - (errors[i]?.[j] as number)) ** 2))));

  it("by share, takes the largest dead pre-activations as they are", async () => {
    const [dead, residual] = [rows([0, 1, 1, 1]), rows(errors)];
    await expectLoss({
      loss: (p, w) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder: w as tf.Tensor },
          ...{ dead, residual, k: 2, scale: "share" },
        }),
      inputs: [rows(before), rows(width)],
      fixed: [dead, residual],
      value: distance([
        [0.4, 0.9],
        [0.6, 0.6 - 0.2],
      ]),
    });
  });

  it("by share, counts less where fewer are dead than it asks for", async () => {
    const [dead, residual] = [tf.tensor1d([false, true, false, false], "bool"), rows(errors)];
    const decoder = rows(width);
    await expectLoss({
      loss: (p) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder },
          ...{ dead, residual, k: 2, scale: "share" },
        }),
      inputs: [rows(before)],
      fixed: [dead, residual, decoder],
      value:
        0.5 *
        distance([
          [0.4, 0],
          [-0.3, 0],
        ]),
    });
  });

  it("by variance, takes positive ones in units of the residual's spread", async () => {
    const [dead, residual] = [rows([0, 1, 1, 1]), rows(errors)];
    await expectLoss({
      loss: (p, w) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder: w as tf.Tensor },
          ...{ dead, residual, k: 2 },
        }),
      inputs: [rows(before), rows(width)],
      fixed: [dead, residual],
      value:
        distance([
          [0.4, 0.9],
          [0.6, 0.6],
        ]) /
        (1 + 0.75 ** 2),
    });
  });

  it.each(["share", "variance"] as const)(
    "without dead features it is 0, and so is its gradient: %s",
    async (scale) => {
      const [preActivations, decoder, dead, residual] = [
        rows(before),
        rows(width),
        tf.zeros([4]),
        rows(errors),
      ];
      const { value, grads } = tf.valueAndGrads((p: tf.Tensor, e: tf.Tensor) =>
        deadFeaturesLoss({ preActivations: p, decoder, dead, residual: e, k: 3, scale }),
      )([preActivations, residual]);
      expect(await numbersOf(value)).toEqual([0]);
      expect((await numbersOf(grads[0] as tf.Tensor)).map(Math.abs)).toEqual(Array(8).fill(0));
      expect((await numbersOf(grads[1] as tf.Tensor)).map(Math.abs)).toEqual(Array(4).fill(0));
      tf.dispose([preActivations, decoder, dead, residual]);
    },
  );

  it.each(["share", "variance"] as const)("the residual is held fixed: %s", async (scale) => {
    const [preActivations, decoder, dead, residual] = [rows(before), rows(width), tf.ones([4]), rows(errors)];
    const gradient = tf.grad((e: tf.Tensor) =>
      deadFeaturesLoss({ preActivations, decoder, dead, residual: e, k: 2, scale }),
    )(residual);
    expect(await numbersOf(gradient)).toEqual([0, 0, 0, 0]);
    tf.dispose([preActivations, decoder, dead, residual]);
  });

  it("refuses what does not fit", () => {
    const fine = {
      preActivations: rows(before),
      decoder: rows(width),
      dead: tf.ones([4]),
      residual: rows(errors),
      k: 1,
    };
    const other = tf.zeros([3]);
    expect(() => deadFeaturesLoss({ ...fine, dead: other })).toThrow("[4], received [3]");
    expect(() => deadFeaturesLoss({ ...fine, residual: other })).toThrow("[2, 2], received [3]");
    expect(() => deadFeaturesLoss({ ...fine, decoder: fine.preActivations })).toThrow(
      "[4, width], received [2,4]",
    );
    expect(() => deadFeaturesLoss({ ...fine, scores: other })).toThrow("[2,4] and [3]");
    expect(() => deadFeaturesLoss({ ...fine, k: 5 })).toThrow("from 1 to 4, received 5");
    expect(() => deadFeaturesLoss({ ...fine, k: 0 })).toThrow(ConfigInvalidError);
    expect(() => deadPreActivationLoss({ ...fine, threshold: other })).toThrow("[4], received [3]");
    const { preActivations, decoder, dead, residual } = fine;
    tf.dispose([preActivations, decoder, dead, residual, other]);
  });

  it("thresholds draw dead pre-activations up", async () => {
    const dead = rows([0, 1, 0, 1]);
    await expectLoss({
      loss: (p, t, w) =>
        deadPreActivationLoss({
          ...{ preActivations: p as tf.Tensor, threshold: t as tf.Tensor },
          ...{ decoder: w as tf.Tensor, dead },
        }),
      inputs: [rows(before), rows([1, 0.5, 1, 0.7]), rows(width)],
      fixed: [dead],
      value: (0.1 + 1.2 * Math.SQRT2 + 0.8 + 0.1 * Math.SQRT2) / 2,
    });
  });
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

describe("geometricMedian", () => {
  it("is the point with the least sum of distances, which one far sample cannot move", async () => {
    const samples = rows([
      [0, 0],
      [2, 0],
      [0, 2],
      [2, 2],
      [1, 1],
      [500, 500],
    ]);
    const median = await numbersOf(geometricMedian(samples, 300));
    const total = ([x, y]: readonly number[]) =>
      sum(
        [
          [0, 0],
          [2, 0],
          [0, 2],
          [2, 2],
          [1, 1],
          [500, 500],
        ].map(([a, b]) => Math.hypot((x as number) - (a as number), (y as number) - (b as number))),
      );
    for (const [dx, dy] of [
      [0.05, 0],
      [-0.05, 0],
      [0, 0.05],
      [0, -0.05],
    ] as const)
      expect(total([(median[0] as number) + dx, (median[1] as number) + dy])).toBeGreaterThan(total(median));
    await expectNoLeak(tf, () => geometricMedian(samples, 5).dispose());
    samples.dispose();
  });

  it("of one sample is that sample; a vector is refused", async () => {
    const [one, flat] = [rows([[3, -1]]), rows([1, 2])];
    expect(await numbersOf(geometricMedian(one))).toBeAllclose([3, -1]);
    expect(() => geometricMedian(flat)).toThrow("[samples, width], received [2]");
    tf.dispose([one, flat]);
  });
});
