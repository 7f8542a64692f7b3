import * as z from "zod";
import { type ClipSettings, clipGradients, clipSettings } from "./clip-gradients.ts";
import type { Optimizer } from "./optimizer.ts";
import { PreparedOptimizer } from "./prepared-optimizer.ts";

/** What a trainer takes where a configuration is silent: for Adam and the optimizers that take steps of its size. */
export interface OptimizerDefaults {
  readonly learningRate: number;
  readonly beta1: number;
}

/** An algorithm with its settings: what the file of an optimizer exports, and what its line in the registry names. */
export interface OptimizerDefinition<Name extends string, Settings> {
  readonly name: Name;
  /** The settings with their defaults, those of clipping and the name; unknown keys are refused. */
  readonly schema: (defaults: OptimizerDefaults) => z.ZodObject;
  readonly create: (config: Settings & ClipSettings) => Optimizer;
}

/** What an algorithm says of itself. */
export interface DefineOptimizerOptions<Name extends string, Settings> {
  readonly name: Name;
  /** The schemas of its own settings, with their defaults. */
  readonly settings: (defaults: OptimizerDefaults) => {
    readonly [Key in keyof Settings]-?: z.ZodType<Settings[Key]>;
  };
  /** What cannot work although each setting alone could: the key, and what was expected of it. */
  readonly refuse?: (
    settings: Settings,
  ) => { readonly key: keyof Settings & string; readonly message: string } | undefined;
  readonly create: (settings: Settings) => Optimizer;
  /** Whether a configuration without a name means this one. */
  readonly unnamed?: boolean;
}

/** Adds to an algorithm what all have in common: its name as a key, and clipping before every step. */
export function defineOptimizer<const Name extends string, Settings>({
  name,
  settings,
  refuse,
  create,
  unnamed = false,
}: DefineOptimizerOptions<Name, Settings>): OptimizerDefinition<Name, Settings> {
  const literal = z.literal(name);
  return {
    name,
    schema: (defaults) =>
      z
        .strictObject({
          name: unnamed ? literal.optional().default(name as z.util.NoUndefined<Name>) : literal,
          ...settings(defaults),
          ...clipSettings,
        })
        .superRefine((config, context) => {
          const refused = refuse?.(config as Settings);
          if (refused === undefined) return;
          context.addIssue({ code: "custom", path: [refused.key], message: refused.message });
        }) as unknown as z.ZodObject,
    create: (config) => {
      const optimizer = create(config);
      const { clipValue, clipNorm, clipAdaptive } = config;
      if ((clipValue ?? clipNorm ?? clipAdaptive) === undefined) return optimizer;
      return new PreparedOptimizer(optimizer, (step) => clipGradients(step, config));
    },
  };
}
