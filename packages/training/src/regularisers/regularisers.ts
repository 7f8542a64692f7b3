import * as z from "zod";
import { type ConsistencySettings, consistency } from "./consistency.ts";
import { type LatentConsistencySettings, latentConsistency } from "./latent-consistency.ts";
import { type LecamSettings, lecam } from "./lecam.ts";
import type { Regulariser } from "./regulariser.ts";

/** The settings of every regulariser, by its name. */
export interface RegulariserSettings {
  readonly lecam: LecamSettings;
  readonly consistency: ConsistencySettings;
  readonly "latent-consistency": LatentConsistencySettings;
}

/** The name of a regulariser in a configuration. */
export type RegulariserName = keyof RegulariserSettings;

/** Every regulariser, by the name that a configuration gives it. */
export const regularisers: { readonly [Name in RegulariserName]: Regulariser<RegulariserSettings[Name]> } = {
  lecam,
  consistency,
  "latent-consistency": latentConsistency,
};

/** One of a configuration: its name, and its settings. */
export type RegulariserConfig = {
  [Name in RegulariserName]: { readonly name: Name } & RegulariserSettings[Name];
}[RegulariserName];

const kinds = Object.entries(regularisers).map(([name, { settings }]) =>
  z.strictObject({ name: z.literal(name), ...settings }),
) as unknown as [z.ZodObject, ...z.ZodObject[]];

export const regulariserSchema = z.discriminatedUnion(
  "name",
  kinds,
) as z.ZodType<unknown> as z.ZodType<RegulariserConfig>;

/** The regulariser of a configuration, which is only ever given the settings that name it. */
export function regulariserOf({ name }: RegulariserConfig): Regulariser<RegulariserConfig> {
  return regularisers[name] as Regulariser<unknown> as Regulariser<RegulariserConfig>;
}
