import { RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** Values of one activation of one sample: 512 MB, a map of 1024 × 1024 with 128 channels. */
const largestActivation = 2 ** 27;

/** More calls of layers than this in one pass are no model of ours or anyone's; nested models count as often as they run. */
const mostCalls = 20_000;

/**
 * Refuses a wired model that would need absurd memory to run; nothing is allocated to find out.
 *
 * Every call of every layer states the shape of what it gives out; sides that are not fixed count as 1.
 *
 * @throws {RunUnsupportedError} naming the layer, with the shape that it gives out
 */
export function assertBoundedActivations(model: tf.LayersModel): void {
  const calls = new Map<tf.LayersModel, number>();
  const visit = (container: tf.LayersModel): number => {
    const known = calls.get(container);
    if (known !== undefined) return known;
    let total = 0;
    for (const layer of container.layers) {
      for (const { outputTensors } of layer.inboundNodes) {
        for (const { shape } of outputTensors) assertSane(shape, layer);
      }
      total += layer.inboundNodes.length * (layer instanceof tf.LayersModel ? visit(layer) : 1);
    }
    if (total > mostCalls) {
      throw new RunUnsupportedError({
        message: `Expected a model of at most ${mostCalls} calls of layers, "${container.name}" has ${total}.`,
      });
    }
    calls.set(container, total);
    return total;
  };
  visit(model);
}

function assertSane(sides: tf.Shape, layer: tf.layers.Layer): void {
  const whole = sides.every((side) => side === null || (Number.isSafeInteger(side) && side >= 0));
  const size = sides.slice(1).reduce<number>((product, side) => product * (side ?? 1), sides[0] ?? 1);
  if (whole && size <= largestActivation) return;
  throw new RunUnsupportedError({
    message: `Expected layers that give out at most ${largestActivation} values for one sample, but "${layer.name}" (${layer.getClassName()}) gives [${sides.map(String).join(", ")}].`,
    hint: "Check the sizes, paddings and target shapes in the model's description.",
  });
}
