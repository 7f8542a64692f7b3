import type * as z from "zod";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/** One kind of change to a data set, by the name that a configuration gives. */
export interface DatasetTransform<Spec extends { readonly name: string }> {
  readonly name: Spec["name"];
  readonly schema: z.ZodType<Spec>;
  /**
   * The changed samples; those that are given stay as they are.
   *
   * @throws {ConfigInvalidError} when it cannot be done to these data
   */
  apply(samples: DatasetSamples, spec: Spec): DatasetSamples;
}
