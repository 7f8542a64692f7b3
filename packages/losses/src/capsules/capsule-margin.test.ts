import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { capsuleMargin } from "../index.ts";
import { expectLoss, numbersOf, rows } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

it("costs what is too short of a present class and too long of an absent one", async () => {
  const targets = rows([
    [1, 0, 0],
    [0, 1, 1],
  ]);
  await expectLoss({
    loss: (lengths) => capsuleMargin({ lengths: lengths as tf.Tensor, targets }),
    inputs: [
      rows([
        [0.7, 0.3, 0.05],
        [0.5, 0.95, 0.2],
      ]),
    ],
    fixed: [targets],
    value: (0.2 ** 2 + 0.5 * 0.2 ** 2 + 0.5 * 0.4 ** 2 + 0.7 ** 2) / 2,
  });
});

it("takes other margins, and is 0 within them", async () => {
  const [lengths, targets] = [rows([[0.8, 0.2]]), rows([[1, 0]])];
  const loss = capsuleMargin({ lengths, targets, presentMargin: 0.8, absentMargin: 0.2, absentWeight: 3 });
  expect((await numbersOf(loss))[0]).toBeCloseTo(0, 10);
  tf.dispose([lengths, targets]);
});

it("refuses targets that are no indicators", () => {
  const [lengths, numbers] = [tf.zeros([2, 3]), tf.zeros([2])];
  expect(() => capsuleMargin({ lengths, targets: numbers })).toThrow("[2,3] and [2]");
  expect(() => capsuleMargin({ lengths: numbers, targets: numbers })).toThrow(
    "[batch, classes], received [2]",
  );
  tf.dispose([lengths, numbers]);
});
