import { ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { attend } from "./attend.ts";
import { OperationLayer, shapesOf } from "./operation-layer.ts";

/**
 * Scaled dot-product attention: y = softmax(Q Kᵀ / √d) V.
 *
 * Inputs: queries [batch, n, d], keys [batch, m, d], values [batch, m, e] → [batch, n, e]. Differentiable twice where the
 * gradients of `@ganlens/backend` are installed.
 *
 * @throws {ShapeError} when the three do not fit each other
 * @see Vaswani et al. 2017, equation 1
 */
export class ScaledDotProductAttention extends OperationLayer {
  static readonly className: string = "GanlensScaledDotProductAttention";

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shapes = shapesOf(inputShape);
    const [queries, keys, values] = shapes;
    const fit =
      shapes.length === 3 &&
      shapes.every(({ length }) => length === 3) &&
      queries?.[2] === keys?.[2] &&
      keys?.[1] === values?.[1];
    if (!fit) {
      throw new ShapeError({
        message: `Expected queries [batch, n, d], keys [batch, m, d] and values [batch, m, e] for "${this.name}", received ${shapes.map((shape) => `[${shape.map(String).join(", ")}]`).join(", ")}.`,
      });
    }
    super.build(inputShape);
  }

  protected override shapeOf([queries, , values]: readonly tf.Shape[]): tf.Shape {
    const [batch, count] = queries as [number | null, number | null];
    return [batch, count, values?.[2] as number];
  }

  protected override compute([q, k, v]: readonly tf.Tensor[]): tf.Tensor {
    const queries = q as tf.Tensor;
    const scale = 1 / Math.sqrt(queries.shape[2] as number);
    return attend({ queries, keys: k as tf.Tensor, values: v as tf.Tensor, scale }).output;
  }
}
