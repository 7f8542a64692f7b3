import { CheckpointCorruptError, isPathInside, RunUnsupportedError, sizeOf } from "@ganlens/core";
import * as z from "zod";
import { assertUsableName } from "./usable-name.ts";

/** 256 million weights are 1 GB: more than any TensorFlow.js backend here can run. */
const mostWeights = 2 ** 28;

/** How a weight is stored in fewer bytes than it has: value = min + scale · integer, or a half-precision number. */
export type WeightQuantization =
  | { readonly dtype: "uint8" | "uint16"; readonly scale: number; readonly min: number }
  | { readonly dtype: "float16" };

/** One weight as a file holds it. */
export interface ForeignWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: WeightQuantization;
  /** `optimizer` for what only training would use. */
  readonly group?: string;
}

const quantizations: z.ZodType<WeightQuantization> = z.union([
  z.object({ dtype: z.enum(["uint8", "uint16"]), scale: z.number(), min: z.number() }),
  z.object({ dtype: z.literal("float16") }),
]);

const weightSchema: z.ZodType<ForeignWeight> = z.object({
  name: z.string().min(1).max(1000),
  shape: z.array(z.int().min(0).max(mostWeights)).max(8),
  dtype: z.string(),
  quantization: quantizations.exactOptional(),
  group: z.string().exactOptional(),
});

const manifestSchema = z
  .array(
    z.object({
      paths: z.array(z.string().min(1).max(1000)).max(10_000),
      weights: z.array(weightSchema).max(20_000),
    }),
  )
  .max(10_000);

/** The weights that lie one after the other in some files. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly ForeignWeight[];
  readonly bytes: number;
}

const bytesOf: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };
const quantizedBytes = { uint8: 1, uint16: 2, float16: 2 } as const;

function weightBytes({ name, shape, dtype, quantization }: ForeignWeight, source: string): number {
  const plain = Object.hasOwn(bytesOf, dtype) ? bytesOf[dtype] : undefined;
  const bytes = quantization ? quantizedBytes[quantization.dtype] : plain;
  const numeric = dtype === "float32" || (dtype === "int32" && quantization?.dtype !== "float16");
  if (bytes === undefined || (quantization && !numeric)) {
    throw new RunUnsupportedError({
      message: `Expected weights of float32, int32 or bool in ${source}, received "${name}" of ${dtype}${quantization ? ` quantised to ${quantization.dtype}` : ""}.`,
      hint: "Leave text and complex numbers out of the exported model.",
    });
  }
  return bytes * sizeOf(shape);
}

/**
 * The weights that a model.json declares, with the bytes that they must take; nothing is read or allocated.
 *
 * @param source where the manifest comes from, for messages
 * @throws {CheckpointCorruptError} when it is no manifest, names a weight twice, or a path that leads outside the folder
 * @throws {RunUnsupportedError} when there are more than 2²⁸ values, or values of a kind that no model here has
 */
export function parseWeightManifest(manifest: unknown, source: string): readonly WeightGroup[] {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CheckpointCorruptError({
      message: `Expected the list of weights of a model in ${source}: weightsManifest.${issue?.path.join(".")}: ${issue?.message}.`,
      hint: "A model without weights cannot be explained: save it again, with them.",
    });
  }
  const names = new Set<string>();
  let elements = 0;
  return parsed.data.map(({ paths, weights }) => {
    const outside = paths.find((path) => !isPathInside(path));
    if (outside !== undefined) {
      throw new CheckpointCorruptError({
        message: `Expected paths of weights below ${source}, received ${JSON.stringify(outside.slice(0, 200))}, which leads outside.`,
        hint: "Put the files of the weights beside model.json.",
      });
    }
    let bytes = 0;
    for (const weight of weights) {
      assertUsableName(weight.name, "weight", source);
      if (names.has(weight.name)) {
        throw new CheckpointCorruptError({
          message: `Expected each weight once in ${source}, received "${weight.name}" twice.`,
        });
      }
      names.add(weight.name);
      bytes += weightBytes(weight, source);
      elements += sizeOf(weight.shape);
      if (elements > mostWeights) {
        throw new RunUnsupportedError({
          message: `Expected at most ${mostWeights} weights in ${source}, received more by "${weight.name}" of shape [${weight.shape.join(", ")}].`,
          hint: "Larger models do not run on TensorFlow.js: bring their samples instead.",
        });
      }
    }
    return { paths, weights, bytes };
  });
}
