import { RunUnsupportedError } from "@ganlens/core";
import type { Json, JsonObject } from "./parse-model-document.ts";

/** A setting that TensorFlow.js passes over, with what it does instead. */
interface Ignored {
  readonly classes: readonly string[];
  readonly setting: string;
  /** The values that mean what TensorFlow.js does. */
  readonly harmless: readonly Json[];
  /** Only where Keras itself wrote the model: TensorFlow.js means the same by it as it does. */
  readonly kerasOnly?: boolean;
}

const ignored: readonly Ignored[] = [
  { classes: ["Conv2DTranspose", "Conv3DTranspose"], setting: "outputPadding", harmless: [null] },
  { classes: ["Conv1D", "Conv2D", "Conv3D"], setting: "groups", harmless: [null, 1] },
  { classes: ["ReLU"], setting: "negativeSlope", harmless: [null, 0] },
  { classes: ["ReLU"], setting: "threshold", harmless: [null, 0] },
  // Keras samples between the centres of pixels, TensorFlow.js between their corners.
  { classes: ["UpSampling2D"], setting: "interpolation", harmless: [null, "nearest"], kerasOnly: true },
];

/**
 * Refuses a layer whose settings TensorFlow.js would pass over, or read in another way, so that the model gave other values.
 *
 * @param byKeras true when Keras wrote the description, not TensorFlow.js
 * @param place the layer and its file, for messages
 * @throws {RunUnsupportedError} naming the setting
 */
export function assertSameMeaning(
  { className, config }: { readonly className: string; readonly config: JsonObject },
  { byKeras, place }: { readonly byKeras: boolean; readonly place: string },
): void {
  for (const { classes, setting, harmless, kerasOnly } of ignored) {
    const value = config[setting] ?? null;
    if (!classes.includes(className) || harmless.includes(value) || (kerasOnly && !byKeras)) continue;
    throw new RunUnsupportedError({
      message: `Expected layers that TensorFlow.js runs as they were trained, but ${place} (${className}) has ${setting} ${JSON.stringify(value).slice(0, 50)}, which it does not heed.`,
      hint: "Export the model to ONNX or as a tfjs_graph_model, which keep it.",
    });
  }
}
