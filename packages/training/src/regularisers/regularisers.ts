import * as z from "zod";
import { type CapacitySettings, capacity } from "./capacity.ts";
import {
  type DisentangledPriorSettings,
  disentangledPriorOfCodes,
  disentangledPriorOfMeans,
} from "./disentangled-prior.ts";
import { type DiscrepancySettings, discrepancy } from "./maximum-mean-discrepancy.ts";
import type { Regulariser, RegulariserInput, RegulariserTerm } from "./regulariser.ts";
import { type TotalCorrelationSettings, totalCorrelation } from "./total-correlation.ts";

/** The settings of every term, by the `kind` that a configuration gives it. */
export interface RegulariserSettings {
  readonly capacity: CapacitySettings;
  readonly "total-correlation": TotalCorrelationSettings;
  readonly "disentangled-prior-1": DisentangledPriorSettings;
  readonly "disentangled-prior-2": DisentangledPriorSettings;
  readonly "maximum-mean-discrepancy": DiscrepancySettings;
}

/** The kinds of terms. */
export type RegulariserKind = keyof RegulariserSettings;

/** The settings of one term, told apart by `kind`. */
export type RegulariserConfig = {
  [Kind in RegulariserKind]: { readonly kind: Kind } & RegulariserSettings[Kind];
}[RegulariserKind];

/** Every term by its kind: a new one is its file and its line, here and in {@link RegulariserSettings}. */
export const regularisers: { readonly [Kind in RegulariserKind]: Regulariser<RegulariserSettings[Kind]> } = {
  capacity,
  "total-correlation": totalCorrelation,
  "disentangled-prior-1": disentangledPriorOfMeans,
  "disentangled-prior-2": disentangledPriorOfCodes,
  "maximum-mean-discrepancy": discrepancy,
};

export const regulariserSchema: z.ZodType<RegulariserConfig> = z.discriminatedUnion(
  "kind",
  Object.entries(regularisers).map(([kind, { settings }]) =>
    z.strictObject({ kind: z.literal(kind), ...(settings as z.ZodRawShape) }),
  ) as unknown as [z.ZodObject, ...z.ZodObject[]],
) as z.ZodType<unknown> as z.ZodType<RegulariserConfig>;

/** What the term of a configuration adds to the loss of a batch. */
export function regulariserTerm(config: RegulariserConfig, input: RegulariserInput): RegulariserTerm {
  const { term } = regularisers[config.kind] as unknown as Regulariser<RegulariserConfig>;
  return term(config, input);
}
