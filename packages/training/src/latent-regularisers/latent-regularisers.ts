import * as z from "zod";
import { type CapacitySettings, capacity } from "./capacity.ts";
import {
  type DisentangledPriorSettings,
  disentangledPriorOfCodes,
  disentangledPriorOfMeans,
} from "./disentangled-prior.ts";
import type {
  LatentRegulariser,
  LatentRegulariserInput,
  LatentRegulariserTerm,
} from "./latent-regulariser.ts";
import { type DiscrepancySettings, discrepancy } from "./maximum-mean-discrepancy.ts";
import { type TotalCorrelationSettings, totalCorrelation } from "./total-correlation.ts";

/** The settings of every term, by the `kind` that a configuration gives it. */
export interface LatentRegulariserSettings {
  readonly capacity: CapacitySettings;
  readonly "total-correlation": TotalCorrelationSettings;
  readonly "disentangled-prior-1": DisentangledPriorSettings;
  readonly "disentangled-prior-2": DisentangledPriorSettings;
  readonly "maximum-mean-discrepancy": DiscrepancySettings;
}

/** The kinds of terms. */
export type LatentRegulariserKind = keyof LatentRegulariserSettings;

/** The settings of one term, told apart by `kind`. */
export type LatentRegulariserConfig = {
  [Kind in LatentRegulariserKind]: { readonly kind: Kind } & LatentRegulariserSettings[Kind];
}[LatentRegulariserKind];

/** Every term by its kind: a new one is its file and its line, here and in {@link LatentRegulariserSettings}. */
export const latentRegularisers: {
  readonly [Kind in LatentRegulariserKind]: LatentRegulariser<LatentRegulariserSettings[Kind]>;
} = {
  capacity,
  "total-correlation": totalCorrelation,
  "disentangled-prior-1": disentangledPriorOfMeans,
  "disentangled-prior-2": disentangledPriorOfCodes,
  "maximum-mean-discrepancy": discrepancy,
};

export const latentRegulariserSchema: z.ZodType<LatentRegulariserConfig> = z.discriminatedUnion(
  "kind",
  Object.entries(latentRegularisers).map(([kind, { settings }]) =>
    z.strictObject({ kind: z.literal(kind), ...(settings as z.ZodRawShape) }),
  ) as unknown as [z.ZodObject, ...z.ZodObject[]],
) as z.ZodType<unknown> as z.ZodType<LatentRegulariserConfig>;

/** What the term of a configuration adds to the loss of a batch. */
export function latentRegulariserTerm(
  config: LatentRegulariserConfig,
  input: LatentRegulariserInput,
): LatentRegulariserTerm {
  const { term } = latentRegularisers[config.kind] as unknown as LatentRegulariser<LatentRegulariserConfig>;
  return term(config, input);
}
