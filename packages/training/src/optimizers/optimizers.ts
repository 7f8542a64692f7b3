import { ConfigInvalidError, nearestName } from "@ganlens/core";
import * as z from "zod";
import { type AdadeltaConfig, adadelta } from "./adadelta.ts";
import { type AdagradConfig, adagrad } from "./adagrad.ts";
import { type AdamConfig, type AdamSettings, adam } from "./adam.ts";
import { type AdamaxConfig, adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { amsgrad } from "./amsgrad.ts";
import type { ClipSettings } from "./clip-gradients.ts";
import { type LionConfig, lion } from "./lion.ts";
import { type NadamConfig, nadam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import type { OptimizerDefaults, OptimizerDefinition } from "./optimizer-definition.ts";
import { radam } from "./radam.ts";
import { type RmspropConfig, rmsprop } from "./rmsprop.ts";
import { type SgdConfig, sgd } from "./sgd.ts";

/** The settings of every optimizer, by the name that a configuration gives it. */
export interface OptimizerSettings {
  readonly adam: AdamSettings;
  readonly adamw: AdamSettings;
  readonly amsgrad: AdamSettings;
  readonly nadam: NadamConfig;
  readonly radam: AdamSettings;
  readonly adamax: AdamaxConfig;
  readonly rmsprop: RmspropConfig;
  readonly sgd: SgdConfig;
  readonly adagrad: AdagradConfig;
  readonly adadelta: AdadeltaConfig;
  readonly lion: LionConfig;
}

/** The names of the optimizers. */
export type OptimizerName = keyof OptimizerSettings;

/** The settings of one optimizer, told apart by `name`. */
export type OptimizerConfig = {
  [Name in OptimizerName]: { readonly name: Name } & OptimizerSettings[Name] & ClipSettings;
}[OptimizerName];

/** Every optimizer by its name: a new one is its file and its line, here and in {@link OptimizerSettings}. */
export const optimizers: {
  readonly [Name in OptimizerName]: OptimizerDefinition<Name, OptimizerSettings[Name]>;
} = { adam, adamw, amsgrad, nadam, radam, adamax, rmsprop, sgd, adagrad, adadelta, lion };

/**
 * The schema of an optimizer's settings: `name` says which, and settings without a name are Adam's.
 *
 * @param defaults what a trainer takes where nothing is said
 */
export function optimizerSchema(defaults: OptimizerDefaults): z.ZodType<OptimizerConfig> {
  const options = Object.values(optimizers).map(({ schema }) => schema(defaults));
  return z.discriminatedUnion(
    "name",
    options as [z.ZodObject, ...z.ZodObject[]],
  ) as z.ZodType<unknown> as z.ZodType<OptimizerConfig>;
}

/**
 * Opens an optimizer that has taken no step.
 *
 * @param config complete, as {@link optimizerSchema} gives it; Adam's where it has no name
 * @throws {ConfigInvalidError} when no optimizer has that name
 */
export function openOptimizer(config: OptimizerConfig | AdamConfig): Optimizer {
  const { name, ...settings } = "name" in config ? config : { name: "adam", weightDecay: 0, ...config };
  if (!Object.hasOwn(optimizers, name)) {
    const known = Object.keys(optimizers);
    const nearest = nearestName(name, known);
    throw new ConfigInvalidError({
      message: `Expected the name of an optimizer, received "${name}".`,
      hint: nearest === undefined ? `Known are: ${known.join(", ")}.` : `Did you mean "${nearest}"?`,
    });
  }
  return optimizers[name as OptimizerName].create(settings as never);
}
