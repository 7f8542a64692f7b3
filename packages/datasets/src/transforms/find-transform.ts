import { unknownNameError } from "@ganlens/core";
import type { DatasetTransform } from "./transform.ts";
import { type TransformSpec, transforms } from "./transforms.ts";

/**
 * The transform of that name.
 *
 * @throws {ConfigInvalidError} for an unknown name, with the nearest known ones
 */
export function findTransform(name: string): DatasetTransform<TransformSpec> {
  if (!Object.hasOwn(transforms, name)) {
    throw unknownNameError({ what: "transform", name, known: Object.keys(transforms) });
  }
  return transforms[name as keyof typeof transforms] as DatasetTransform<TransformSpec>;
}
