import * as tf from "@tensorflow/tfjs";

/**
 * One model from an encoder and a decoder that stay nested models in it: it saves as one, and its halves still run alone.
 *
 * @param encoder one input, one output
 * @param decoder its first input is the code; further inputs become inputs of the whole
 * @param name the name of the whole; the halves are called `"<name>/encoder"` and `"<name>/decoder"`
 */
export function composeAutoencoder(
  encoder: tf.LayersModel,
  decoder: tf.LayersModel,
  name: string,
): tf.LayersModel {
  const image = tf.input({ shape: encoder.inputs[0]?.shape.slice(1) as number[], name: `${name}/input` });
  const further = decoder.inputs
    .slice(1)
    .map((input, i) => tf.input({ shape: input.shape.slice(1) as number[], name: `${name}/extra${i + 1}` }));
  const code = encoder.apply(image) as tf.SymbolicTensor;
  const output = decoder.apply(further.length ? [code, ...further] : code) as tf.SymbolicTensor;
  return tf.model({ inputs: [image, ...further], outputs: output, name });
}
