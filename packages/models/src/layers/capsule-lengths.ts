import * as tf from "@tensorflow/tfjs";
import { OperationLayer } from "./operation-layer.ts";

/** Keeps the gradient of a capsule of length 0 finite. */
const tiny = 1e-7;

/**
 * The lengths of capsules, ‖v‖ = √(Σ v² + 1e-7): [batch, capsules, dimensions] → [batch, capsules].
 *
 * @see Sabour, Frosst and Hinton 2017
 */
export class CapsuleLengths extends OperationLayer {
  static readonly className: string = "GanlensCapsuleLengths";

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).slice(0, -1);
  }

  protected override compute([capsules]: readonly tf.Tensor[]): tf.Tensor {
    return tf.sqrt(tf.add(tf.sum(tf.square(capsules as tf.Tensor), -1), tiny));
  }
}
