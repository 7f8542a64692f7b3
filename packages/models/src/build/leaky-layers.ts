import * as tf from "@tensorflow/tfjs";
import { Dropout } from "../layers/dropout.ts";

/**
 * Per width a dense layer `dense<i>`, leaky relu 0.2 `hidden<i>`, and where there is any dropout `dropout<i>`, i from 1.
 *
 * @param name the model's, in front of each layer's
 */
export function leakyLayers(
  widths: readonly number[],
  { name, dropout = 0 }: { readonly name: string; readonly dropout?: number },
): readonly tf.layers.Layer[] {
  return widths.flatMap((units, i) => [
    tf.layers.dense({ units, name: `${name}/dense${i + 1}` }),
    tf.layers.leakyReLU({ alpha: 0.2, name: `${name}/hidden${i + 1}` }),
    ...(dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/dropout${i + 1}` })] : []),
  ]);
}
