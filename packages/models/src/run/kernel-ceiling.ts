import { RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type KernelCall, kernelOutputSize } from "./kernel-output-size.ts";

/** Values of one tensor: 2 GB, more than one step of any generator here needs for a batch. */
const largestTensor = 2 ** 29;

interface Engine {
  runKernel: (name: string, inputs: KernelCall["inputs"], attributes?: KernelCall["attributes"]) => unknown;
}

/**
 * Runs a model of someone else, and refuses each operation whose result would take absurd memory before it is allocated.
 *
 * A stored graph does not state the shapes that it makes; the sizes to pad, tile, fill or enlarge to are numbers in its file.
 *
 * @param run synchronous
 * @throws {RunUnsupportedError} naming the kernel and the shapes that it was given
 */
export function withinKernelCeiling<T>(run: () => T): T {
  const engine = tf.engine() as unknown as Engine;
  const given = Object.getOwnPropertyDescriptor(engine, "runKernel");
  const { runKernel } = engine;
  engine.runKernel = function (name, inputs, attributes = {}) {
    const size = kernelOutputSize({ name, inputs, attributes });
    if (size > largestTensor) {
      const shapes = Object.values(inputs).map((tensor) => `[${tensor?.shape?.join(", ") ?? ""}]`);
      throw new RunUnsupportedError({
        message: `Expected operations that give out at most ${largestTensor} values, but ${name} of ${shapes.join(", ") || "no tensor"} would give ${size}.`,
        hint: "Check the sizes in the model, or run fewer samples at once.",
      });
    }
    return runKernel.call(this, name, inputs, attributes);
  };
  try {
    return run();
  } finally {
    if (given) Object.defineProperty(engine, "runKernel", given);
    else delete (engine as Partial<Engine>).runKernel;
  }
}
