import { type Gradient, gradient } from "./gradient.ts";

/**
 * The gradient of an Einstein sum with respect to one operand: the sum of dy with the other operand, over the labels that
 * the operand lacks. A label of this operand alone was summed away, so its gradient is the same for all its values.
 */
export const einsum: Gradient = gradient<{ readonly equation: string }>({
  kernelName: "Einsum",
  saveAllInputs: true,
  formula: (tensorflow, dy, operands, { equation }) => {
    const [left, output] = equation.replaceAll(" ", "").split("->") as [string, string];
    const labels = left.split(",");
    return Object.fromEntries(
      operands.map((operand, i) => [
        String(i),
        () => {
          const others = operands.flatMap((other, j) =>
            j === i ? [] : [{ tensor: other, labels: labels[j] as string }],
          );
          const own = labels[i] as string;
          const known = [output, ...others.map((other) => other.labels)];
          const shared = [...own].filter((label) => known.some((names) => names.includes(label)));
          const product = tensorflow.einsum(
            `${known.join(",")}->${shared.join("")}`,
            dy,
            ...others.map(({ tensor }) => tensor),
          );
          const kept = operand.shape.map((length, axis) =>
            shared.includes(own[axis] as string) ? length : 1,
          );
          return tensorflow.broadcastTo(tensorflow.reshape(product, kept), operand.shape as [number]);
        },
      ]),
    );
  },
});
