import { CheckpointCorruptError, jsonDepth, sizeOf } from "@ganlens/core";
import * as z from "zod";

/** The parts of a `model.json` that loading relies on. */
export interface ModelJson {
  readonly weightSpecs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly ganlens: { readonly spec: Readonly<Record<string, unknown>>; readonly name: string };
}

/** A model of 256 million weights is 1 GB: more than any TensorFlow.js backend here can train. */
const largestModel = 2 ** 28;

/** A nested model of a layer's settings is ten levels deep. */
const deepestJson = 64;

const schema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  userDefinedMetadata: z.object({
    ganlens: z.object({
      spec: z.record(z.string(), z.unknown()),
      name: z
        .string()
        .max(200)
        .regex(/^\P{Cc}+$/u, "expected a name"),
    }),
  }),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal("weights.bin")]),
      weights: z
        .array(
          z.strictObject({
            name: z.string(),
            shape: z.array(z.int().min(0).max(largestModel)).max(8),
            dtype: z.literal("float32"),
          }),
        )
        .max(10_000),
    }),
  ]),
});

/**
 * A `model.json` that came from outside, checked against the size of its weights before anything is allocated.
 *
 * @throws {CheckpointCorruptError} when it is not JSON, not a model of ganlens, or does not fit the weights
 */
export function parseModelJson(bytes: Uint8Array, weightBytes: number): ModelJson {
  if (jsonDepth(bytes, deepestJson) >= deepestJson) {
    throw new CheckpointCorruptError({
      message: `Expected model.json to nest at most ${deepestJson} levels deep, received more.`,
      hint: "It is no model that ganlens or TensorFlow.js wrote.",
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CheckpointCorruptError({ message: "Expected model.json to be JSON, and it is not.", cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CheckpointCorruptError({
      message: `model.json: ${issue?.path.join(".")}: ${issue?.message}.`,
      hint: "Models that ganlens did not write load with tf.loadLayersModel.",
    });
  }
  const weightSpecs = parsed.data.weightsManifest[0].weights;
  const expected = weightSpecs.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  if (expected !== weightBytes) {
    throw new CheckpointCorruptError({
      message: `Expected ${expected} bytes in weights.bin for the weights of model.json, received ${weightBytes}.`,
      hint: "The file is truncated or belongs to another model.",
    });
  }
  return {
    weightSpecs: weightSpecs.map(({ name, shape }) => ({ name, shape })),
    ganlens: parsed.data.userDefinedMetadata.ganlens,
  };
}
