import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { referenceEinsum } from "../reference/matrix-product.ts";
import { mapElements, mapRows } from "../reference/reference-array.ts";

const products = [
  { transposeA: false, transposeB: false, a: [3, 4], b: [4, 2], equation: "ij,jk->ik" },
  { transposeA: true, transposeB: false, a: [4, 3], b: [4, 2], equation: "ji,jk->ik" },
  { transposeA: false, transposeB: true, a: [2, 3, 4], b: [2, 2, 4], equation: "nij,nkj->nik" },
  { transposeA: true, transposeB: true, a: [2, 4, 3], b: [2, 2, 4], equation: "nji,nkj->nik" },
] as const;

const einsums = [
  {
    equation: "ij,jk->ik",
    shapes: [
      [3, 4],
      [4, 2],
    ],
  },
  {
    equation: "bqhd,bkhd->bhqk",
    shapes: [
      [2, 3, 2, 2],
      [2, 4, 2, 2],
    ],
  },
  {
    equation: "abc,cd->abd",
    shapes: [
      [2, 3, 2],
      [2, 3],
    ],
  },
  { equation: "abc->ca", shapes: [[2, 3, 4]] },
  {
    equation: "ab,ab->ba",
    shapes: [
      [2, 3],
      [2, 3],
    ],
  },
] as const;

/** Matrix products, and attention made of them. */
export const matrixCases: readonly OperationCase[] = [
  ...products.map(
    ({ transposeA, transposeB, a, b, equation }): OperationCase => ({
      operation: "matMul",
      variant: `${transposeA ? "aᵀ" : "a"} · ${transposeB ? "bᵀ" : "b"}${a.length === 3 ? ", batched" : ""}`,
      inputs: [caseInput(a), caseInput(b)],
      run: (t, left, right) => t.matMul(left, right, transposeA, transposeB),
      reference: (left, right) => referenceEinsum(equation, left, right),
    }),
  ),
  ...einsums.map(
    ({ equation, shapes }): OperationCase => ({
      operation: "einsum",
      variant: equation,
      inputs: shapes.map((shape) => caseInput(shape)),
      run: (t, ...operands) => t.einsum(equation, ...operands),
      reference: (...operands) => referenceEinsum(equation, ...operands),
    }),
  ),
  {
    operation: "fused.matMul",
    variant: "relu",
    inputs: [caseInput([3, 4]), caseInput([4, 2])],
    run: (t, a, b) => t.fused.matMul({ a, b, transposeA: false, transposeB: false, activation: "relu" }),
    reference: (a, b) => mapElements(referenceEinsum("ij,jk->ik", a, b), (value) => Math.max(value, 0)),
  },
  {
    operation: "attention",
    variant: "",
    inputs: [caseInput([2, 3, 4], -2, 2), caseInput([2, 4, 4], -2, 2), caseInput([2, 4, 2])],
    run: (t, query, key, value) =>
      t.matMul(t.softmax(t.mul(t.matMul(query, key, false, true), 0.5)), value) as tf.Tensor,
    reference: (query, key, value) => {
      const scores = mapElements(referenceEinsum("nqd,nkd->nqk", query, key), (score) => score / 2);
      const weights = mapRows(scores, (row) => {
        const powers = row.map(Math.exp);
        const sum = powers.reduce((result, power) => result + power, 0);
        return powers.map((power) => power / sum);
      });
      return referenceEinsum("nqk,nkd->nqd", weights, value);
    },
  },
];
