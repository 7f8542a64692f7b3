import { at, type ReferenceArray, referenceArray } from "./reference-array.ts";

/** tf.einsum of two operands without repeated labels, by summing over every label that the result lacks. */
export function referenceEinsum(equation: string, ...operands: readonly ReferenceArray[]): ReferenceArray {
  const [left, output] = equation.split("->") as [string, string];
  const labels = left.split(",");
  const lengths = new Map<string, number>();
  for (const [i, names] of labels.entries()) {
    for (const [axis, name] of [...names].entries()) lengths.set(name, operands[i]?.shape[axis] as number);
  }
  const summed = [...lengths.keys()].filter((name) => !output.includes(name));
  const where = new Map<string, number>();
  const sumOver = (depth: number): number => {
    const name = summed[depth];
    if (name === undefined) {
      return operands.reduce(
        (product, operand, i) =>
          product *
          at(
            operand,
            [...(labels[i] as string)].map((label) => where.get(label) as number),
          ),
        1,
      );
    }
    let sum = 0;
    for (let i = 0; i < (lengths.get(name) as number); i++) {
      where.set(name, i);
      sum += sumOver(depth + 1);
    }
    return sum;
  };
  return referenceArray(
    [...output].map((name) => lengths.get(name) as number),
    (index) => {
      for (const [axis, name] of [...output].entries()) where.set(name, index[axis] as number);
      return sumOver(0);
    },
  );
}
