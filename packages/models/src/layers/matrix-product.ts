import * as tf from "@tensorflow/tfjs";
import { broadcastShape } from "./broadcast-shape.ts";
import { OperationLayer } from "./operation-layer.ts";

/** The product of two stacks of matrices, [.., m, k] and [.., k, n] → [.., m, n]; the axes in front broadcast. */
export class MatrixProduct extends OperationLayer {
  static readonly className: string = "GanlensMatrixProduct";

  protected override shapeOf([a, b]: readonly tf.Shape[]): tf.Shape {
    const [left, right] = [a as tf.Shape, b as tf.Shape];
    const front = broadcastShape(left.slice(0, -2), right.slice(0, -2));
    return [...front, left.at(-2) as number | null, right.at(-1) as number | null];
  }

  protected override compute([a, b]: readonly tf.Tensor[]): tf.Tensor {
    return tf.matMul(a as tf.Tensor, b as tf.Tensor);
  }
}
