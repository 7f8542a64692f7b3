import * as tf from "@tensorflow/tfjs";
import { broadcastShape } from "./broadcast-shape.ts";
import { OperationLayer } from "./operation-layer.ts";
import { withoutGradient } from "./without-gradient.ts";

/** Condition, a, b → a where the condition is not 0, and b elsewhere; the three broadcast. */
export class ChooseWhere extends OperationLayer {
  static readonly className: string = "GanlensChooseWhere";

  protected override shapeOf([condition, a, b]: readonly tf.Shape[]): tf.Shape {
    return broadcastShape(broadcastShape(condition as tf.Shape, a as tf.Shape), b as tf.Shape);
  }

  protected override compute([condition, a, b]: readonly tf.Tensor[]): tf.Tensor {
    const chosen = withoutGradient((x) => tf.cast(tf.notEqual(x, 0), "float32"), condition as tf.Tensor);
    return tf.where(tf.cast(chosen, "bool"), a as tf.Tensor, b as tf.Tensor);
  }
}
