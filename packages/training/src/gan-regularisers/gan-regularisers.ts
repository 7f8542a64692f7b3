import * as z from "zod";
import { type ConsistencySettings, consistency } from "./consistency.ts";
import type { GanRegulariser } from "./gan-regulariser.ts";
import { type LatentConsistencySettings, latentConsistency } from "./latent-consistency.ts";
import { type LecamSettings, lecam } from "./lecam.ts";

/** The settings of every regulariser, by its name. */
export interface GanRegulariserSettings {
  readonly lecam: LecamSettings;
  readonly consistency: ConsistencySettings;
  readonly "latent-consistency": LatentConsistencySettings;
}

/** The name of a regulariser in a configuration. */
export type GanRegulariserName = keyof GanRegulariserSettings;

/** Every regulariser, by the name that a configuration gives it. */
export const ganRegularisers: {
  readonly [Name in GanRegulariserName]: GanRegulariser<GanRegulariserSettings[Name]>;
} = {
  lecam,
  consistency,
  "latent-consistency": latentConsistency,
};

/** One of a configuration: its name, and its settings. */
export type GanRegulariserConfig = {
  [Name in GanRegulariserName]: { readonly name: Name } & GanRegulariserSettings[Name];
}[GanRegulariserName];

const kinds = Object.entries(ganRegularisers).map(([name, { settings }]) =>
  z.strictObject({ name: z.literal(name), ...settings }),
) as unknown as [z.ZodObject, ...z.ZodObject[]];

export const ganRegulariserSchema = z.discriminatedUnion(
  "name",
  kinds,
) as z.ZodType<unknown> as z.ZodType<GanRegulariserConfig>;

/** The regulariser of a configuration, which is only ever given the settings that name it. */
export function ganRegulariserOf({ name }: GanRegulariserConfig): GanRegulariser<GanRegulariserConfig> {
  return ganRegularisers[name] as GanRegulariser<unknown> as GanRegulariser<GanRegulariserConfig>;
}
